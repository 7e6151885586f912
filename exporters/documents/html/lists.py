"""The chapters behind the forms: indicators, settings, lists of choices, sources, notes."""

from collections.abc import Iterator
from typing import Final

from exporters.documents.html.formula import Formulas
from exporters.documents.html.markup import NOTHING, Html, element, join, link, table, text
from forms.indicator import Indicator, Method
from forms.spec import Pack, Setting

_METHODS: Final = {
    Method.VERDICT: "七项中至少六项达标，余下一项达到 85%",
    Method.COEFFICIENT: "各校的差异系数",
    Method.MEAN: "各项的算术平均",
    Method.EVERY_SCHOOL: "每所学校都为是",
    Method.ALL: "各项都为是",
}


def indicators(pack: Pack, formulas: Formulas) -> Html:
    """All indicators and checks."""
    rows = (_indicator(pack, one, formulas) for one in pack.indicators)
    return table(("编号", "指标", "怎样得出", "标准", "来源"), rows, kind="indicators")


def _indicator(pack: Pack, one: Indicator, formulas: Formulas) -> tuple[Html, ...]:
    return (
        element("code", text(one.id), id=one.id),
        text(one.label + (f"（{one.unit}）" if one.unit else "")),
        _value(one, formulas),
        text(_standard(pack, one)),
        text(one.source),
    )


def _value(one: Indicator, formulas: Formulas) -> Html:
    if one.method is Method.EXPRESSION:
        return formulas.write(one.expression)
    operands = join((link(name, name) for name in one.operands), "、")
    return join((text(_METHODS[one.method]), operands), "：")


def _standard(pack: Pack, one: Indicator) -> str:
    if one.standard is not None:
        return f"达标 {one.standard.reached}\n85% 线 {one.standard.ge85}"
    if one.method is Method.COEFFICIENT and one.section is not None:
        limit = pack.cv_limits.get(one.section.value)
        return "" if limit is None else f"不大于 {limit}"
    return ""


def settings(pack: Pack) -> Html:
    """What the bureau decides."""
    heads = ("设置", "默认", "决定什么", "来源")
    return table(heads, (_setting(one) for one in pack.settings), kind="settings")


def _setting(one: Setting) -> tuple[Html, ...]:
    name = join((element("strong", text(one.label), id=one.id), element("code", text(one.id))))
    labels = dict(zip(one.choices, one.choice_labels, strict=True))
    words = {"yes": "是", "no": "否", **labels}
    default = "未设" if one.default is None else words.get(one.default, one.default)
    return name, text(default), text(one.help), text(one.source)


def choice_lists(pack: Pack) -> Iterator[Html]:
    """Every list of choices with its codes."""
    for found in pack.choices.values():
        options = (
            element("li", element("code", text(option.code)), text(f" {option.label}"))
            for option in found.options
        )
        yield element(
            "section",
            element("h3", text(found.label), element("code", text(found.id))),
            element("ul", *options, class_="options"),
            id=f"choices-{found.id}",
            class_="choices",
        )


def sources(pack: Pack) -> Html:
    """What the short references stand for."""
    rows = ((element("strong", text(key)), text(meaning)) for key, meaning in pack.sources.items())
    return table(("简称", "来源"), rows, kind="sources")


def notes(pack: Pack) -> Html:
    """What the authors decided where the texts are silent."""
    if not pack.notes:
        return NOTHING
    return element("ol", *(element("li", text(note)) for note in pack.notes))
