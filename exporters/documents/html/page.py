"""The book as a whole: cover, contents, chapters, and the style they share."""

from collections.abc import Iterator
from dataclasses import dataclass

from exporters.documents import palette
from exporters.documents.html import lists
from exporters.documents.html.formula import Formulas
from exporters.documents.html.items import ItemChapter, Readers
from exporters.documents.html.markup import Html, element, join, link, table, text
from exporters.documents.html.rules import rule_cards
from forms.pack_quality.counts import count_pack
from forms.spec import Form, Pack
from resources import resource

_HEADING = "表册手册"
_READING = (
    "公式里的名称都可以点开。“若（甲，乙）”读作：甲成立时，乙也要成立；“甲 当 乙 否则 丙”读作："
    "乙成立取甲，不成立取丙；“合计（表，列，条件）”只算符合条件的行。缺数据时结果未知，不提示。"
)


@dataclass(frozen=True, slots=True)
class _Chapter:
    id: str
    title: str
    content: Html


def write_book(pack: Pack) -> str:
    """Write a pack as one HTML page with its style inside; the same pack always gives the same text."""
    title = f"{pack.label}　{_HEADING}"
    chapters = tuple(_chapters(pack))
    head = join(
        (
            Html('<meta charset="utf-8">'),
            Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            element("title", text(title)),
            Html(f"<style>{_style()}</style>"),
        )
    )
    sections = (_section(one) for one in chapters)
    body = element("main", _cover(pack, title), _contents(chapters), *sections)
    page = element("html", element("head", head), element("body", body), lang="zh-CN")
    return f"<!DOCTYPE html>\n{page}\n"


def _style() -> str:
    colours = {
        "ink": palette.INK,
        "muted": palette.MUTED,
        "rule": palette.RULE,
        "head": palette.HEAD,
        "calculated": palette.CALCULATED,
        "error": palette.BAD,
        "query": palette.WARNING,
        "good": palette.GOOD,
        "paper": palette.INPUT,
    }
    variables = "".join(f"--{name}:#{colour};" for name, colour in colours.items())
    return f":root{{{variables}}}\n{resource('book.css').read_text(encoding='utf-8')}"


def _contents(chapters: tuple[_Chapter, ...]) -> Html:
    items = (element("li", link(one.id, one.title)) for one in chapters)
    return element("nav", element("h2", text("目录")), element("ol", *items))


def _cover(pack: Pack, title: str) -> Html:
    counts = count_pack(pack)
    figures = (
        ("表", counts.forms),
        ("指标项", counts.fields),
        ("明细表", counts.tables),
        ("逻辑校验", counts.errors),
        ("经验校验", counts.queries),
        ("提示", counts.hints),
        ("评估指标与检查", counts.indicators),
    )
    shown = (
        element("div", element("dt", text(name)), element("dd", text(str(number))))
        for name, number in figures
    )
    return element(
        "header",
        element("h1", text(title)),
        element("p", text(f"表册 {pack.ref.id}，版本 {pack.ref.version}")),
        element("dl", *shown),
        element("p", text(_READING), class_="about"),
        element("p", text("内容指纹 "), element("code", text(pack.ref.digest)), class_="digest"),
        class_="cover",
    )


def _chapters(pack: Pack) -> Iterator[_Chapter]:
    formulas = Formulas(pack)
    items = ItemChapter(pack, formulas, Readers.of(pack.rules))
    for number, form in enumerate(pack.forms, start=1):
        content = join(_form(form, items, pack, formulas))
        yield _Chapter(f"form-{form.id}", f"表 {number}　{form.label}", content)
    yield _Chapter("indicators", "评估指标与检查", lists.indicators(pack, formulas))
    yield _Chapter("settings", "区局设置", lists.settings(pack))
    yield _Chapter("period", "报告期", _period(pack))
    yield _Chapter("choices", "选项目录", join(lists.choice_lists(pack)))
    yield _Chapter("sources", "来源", lists.sources(pack))
    yield _Chapter("notes", "编者说明", lists.notes(pack))


def _form(form: Form, items: ItemChapter, pack: Pack, formulas: Formulas) -> Iterator[Html]:
    filled_by = "区局填报" if form.filled_by == "bureau" else "学校填报"
    note = f"{filled_by}。{form.note}" + ("。" if form.note else "")
    yield element("p", text(note), class_="about")
    yield from items.sections(form)
    cards = tuple(rule_cards(pack, form.id, formulas))
    if cards:
        yield element("h3", text("校验规则"))
        yield element("div", *cards, class_="rules")


def _period(pack: Pack) -> Html:
    rows = (
        (
            element("strong", text(fact.label), id=fact.id),
            text("区局给出" if fact.year is None else _day(fact.year, fact.day)),
        )
        for fact in pack.period
    )
    return table(("名称", "是哪一天"), rows)


def _day(years: int, day: str | None) -> str:
    year = {0: "报告年度", -1: "报告年度的上一年"}.get(years, f"报告年度加 {years} 年")
    return year if day is None else f"{year} {day}"


def _section(chapter: _Chapter) -> Html:
    heading = element("h2", text(chapter.title))
    return element("section", heading, chapter.content, id=chapter.id, class_="chapter")
