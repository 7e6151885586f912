"""The rules of a form, as an author and a clerk read them: what is said, when, and on what ground."""

from collections.abc import Iterator, Sequence
from typing import Final

from exporters.documents.html.formula import Formulas
from exporters.documents.html.markup import NOTHING, Html, element, join, link, text
from forms.spec import Pack, Rule

_CONFIDENCE: Final = {
    "文": "有条文",
    "算": "算术或定义",
    "高": "凭记忆，把握高",
    "中": "凭记忆，把握中",
    "低": "凭记忆，把握低",
    "估": "经验线",
}


def rule_cards(pack: Pack, form: str, formulas: Formulas) -> Iterator[Html]:
    """The rules numbered under a form, one card each."""
    by_id: dict[str, list[Rule]] = {}
    for rule in pack.rules:
        if rule.form == form:
            by_id.setdefault(rule.id, []).append(rule)
    for versions in by_id.values():
        yield _card(pack, versions, formulas)


def _card(pack: Pack, versions: Sequence[Rule], formulas: Formulas) -> Html:
    rule = versions[0]
    return element(
        "article",
        element(
            "header",
            link(rule.id, rule.id),
            element("span", text(rule.severity.label), class_=f"badge {rule.severity.value}"),
            element("span", join(_scope(pack, versions), "　"), class_="scope"),
        ),
        element("p", text(rule.message), class_="message"),
        element("p", text("应有　"), formulas.write(rule.condition, rule.table)),
        _example(rule),
        element("p", text(_ground(rule)), class_="source"),
        id=rule.id,
        class_="rule",
    )


def _scope(pack: Pack, versions: Sequence[Rule]) -> Iterator[Html]:
    rule = versions[0]
    sections = [version.section.label for version in versions if version.section is not None]
    if sections:
        yield text(f"{'、'.join(sections)}各查一次，以{sections[0]}为例")
    if rule.table is not None:
        yield join((text("逐行检查 "), link(rule.table, pack.tables[rule.table].label)))


def _example(rule: Rule) -> Html:
    if not rule.example:
        return NOTHING
    return element("p", text(f"够用的说明，例如：“{rule.example}”"), class_="example")


def _ground(rule: Rule) -> str:
    sure = _CONFIDENCE.get(rule.confidence, "")
    return f"来源：{rule.source}" + (f"（{sure}）" if sure else "")
