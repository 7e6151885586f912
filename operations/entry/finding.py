"""Find any place of a form by words, ids or pinyin initials: fields, tables, columns, rules, pages."""

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from forms.labelled_enum import LabelledEnum
from forms.live.check_plan import CheckPlan, RulePlan
from forms.live.sheet import Sheet
from forms.spec import Field, Table
from forms.tables.headings import OF_WHICH
from operations.pinyin import initials

MOST_FOUND = 60
"""More than anybody reads; what is not among them needs another word."""


class PlaceKind(LabelledEnum):
    """What a place is."""

    FIELD = "field", "填报项"
    TABLE = "table", "表格"
    COLUMN = "column", "表格的列"
    SECTION = "section", "部分"
    RULE = "rule", "校验"
    PAGE = "page", "页面"


_ORDER = {kind: number for number, kind in enumerate(PlaceKind)}
"""Among equals what is typed into comes before what it stands in."""
_INSIDE = 3
"""Rank of initials somewhere in a title: no sentence of a rule fits better, but its number may."""
_LAST = 100
"""Worse than any rank of words."""


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place somebody may look for.

    Attributes:
        kind: What it is.
        target: Address of a field or table, for a column of its table; rule number; id of a page;
            for a section the address of what is first in it.
        title: What it is called.
        where: Where it is: form and section, in words.
        form: Id of the form, ``""`` for a page.
        section: Number of the section in the form from 0, -1 without one.

    """

    kind: PlaceKind
    target: str
    title: str
    where: str = ""
    form: str = ""
    section: int = -1


@dataclass(frozen=True, slots=True)
class _Entry:
    place: FoundPlace
    ids: tuple[str, ...]
    titles: tuple[str, ...]
    initials: tuple[str, ...]
    more: str


class PlaceFinder:
    """All places of one side of a pack, ready to be searched at each key.

    Args:
        plan: The forms, with their rules.
        pages: Other pages of the program: id and title.

    """

    def __init__(self, plan: CheckPlan, pages: Iterable[tuple[str, str]] = ()) -> None:
        places = [*_places(plan), *(FoundPlace(PlaceKind.PAGE, *page) for page in pages)]
        sources = {item.id: item.source for item in plan.order}
        self._entries = [_entry(place, sources) for place in places]

    def find(
        self,
        text: str,
        *,
        near: tuple[str, int] = ("", -1),
        absent: Container[str] = (),
        kinds: Container[PlaceKind] = tuple(PlaceKind),
    ) -> list[FoundPlace]:
        """The places that have every word of a text, the best first, at most :data:`MOST_FOUND`.

        Args:
            text: Words, ids or pinyin initials, with blanks between them. Without any, what is
                ``near`` comes first.
            near: Form and number of the section in sight: there, equals come first.
            absent: Ids of fields and tables that do not concern the school: they come last.
            kinds: What is looked for.

        """
        words = [_folded(word) for word in text.split()]
        ranked = []
        for number, entry in enumerate(self._entries):
            place = entry.place
            rank = _rank(entry, words) if place.kind in kinds else None
            if rank is None:
                continue
            rank += _LAST * (place.target.partition("[")[0] in absent)
            away = 0 if (place.form, place.section) == near else 1 if place.form == near[0] else 2
            ranked.append((rank, away, _ORDER[place.kind], number))
        return [self._entries[number].place for *_, number in sorted(ranked)[:MOST_FOUND]]


def _places(plan: CheckPlan) -> Iterator[FoundPlace]:
    for form in plan.forms:
        for number, section in enumerate(form.sections):
            title = section.title.partition("（")[0]
            where = f"{form.label} › {title}"
            first = section.items[0].id if section.items else form.id
            yield FoundPlace(PlaceKind.SECTION, first, title, form.label, form.id, number)
            for item in section.items:
                yield from _item_places(item, where, form.id, number)
    yield from _rule_places(plan)


def _item_places(item: Field | Table, where: str, form: str, number: int) -> Iterator[FoundPlace]:
    if isinstance(item, Field):
        yield FoundPlace(PlaceKind.FIELD, item.id, item.label, where, form, number)
        return
    yield FoundPlace(PlaceKind.TABLE, item.id, item.label, where, form, number)
    inside = f"{where} › {item.label}"
    for column in item.columns:
        target = f"{item.id}[].{column.id}"
        yield FoundPlace(PlaceKind.COLUMN, target, column.label, inside, form, number)


def _rule_places(plan: CheckPlan) -> Iterator[FoundPlace]:
    seen: set[str] = set()
    labels = {form.id: form.label for form in plan.forms}
    for rule in (found.rule for found in plan.rules):
        if rule.id not in seen:
            seen.add(rule.id)
            title = re.sub(r"\{[^}]*\}", "…", rule.message)
            where = labels.get(rule.form, "")
            yield FoundPlace(PlaceKind.RULE, rule.id, title, where, rule.form)


def address_of_rule(sheet: Sheet, rule_id: str) -> str:
    """Where a rule speaks now, or where it would: its field, its column, or the first item of its form."""
    told = next((found.place for found in sheet.problems if found.code == rule_id), "")
    if told:
        return told
    # Rules for several sections of schooling share their id; a school has some of the sections.
    places = [
        _place_of(found, sheet.plan) for found in sheet.plan.rules if found.rule.id == rule_id
    ]
    there = (place for place in places if sheet.is_relevant(place.partition("[")[0]))
    return next(there, places[0])


def _place_of(found: RulePlan, plan: CheckPlan) -> str:
    if found.rule.table is not None:
        return f"{found.rule.table}[].{found.target}" if found.target else found.rule.table
    form = next(form for form in plan.forms if form.id == found.rule.form)
    return found.target or form.sections[0].items[0].id


def _entry(place: FoundPlace, sources: dict[str, str]) -> _Entry:
    target = place.target.casefold()
    ids: tuple[str, ...] = (target, target.replace("[]", ""), target.rpartition(".")[2])
    if place.kind is PlaceKind.SECTION:
        ids = ()  # its target is that of its first item
    titles = tuple(dict.fromkeys((place.title, place.title.removeprefix(OF_WHICH))))
    more = _folded(f"{place.where} {place.kind.label} {sources.get(place.target, '')}")
    return _Entry(place, ids, tuple(map(_folded, titles)), tuple(map(initials, titles)), more)


def _rank(entry: _Entry, words: Sequence[str]) -> int | None:
    """How well an entry fits, 0 best; ``None`` if a word is nowhere in it."""
    ranks = [_word_rank(entry, word) for word in words]
    known = [rank for rank in ranks if rank is not None]
    if entry.place.kind is PlaceKind.RULE:  # its title is a sentence, in which much occurs
        known = [rank and max(rank, _INSIDE) for rank in known]
    return sum(known) if len(known) == len(ranks) else None


def _word_rank(entry: _Entry, word: str) -> int | None:
    return next((rank for rank, fits in enumerate(_RANKS) if fits(entry, word)), None)


_RANKS: Final[tuple[Callable[[_Entry, str], bool], ...]] = (
    lambda entry, word: word in {*entry.ids, *entry.titles, *entry.initials},
    lambda entry, word: any(name.startswith(word) for name in (*entry.titles, *entry.initials)),
    lambda entry, word: any(word in name for name in (*entry.titles, *entry.ids)),
    lambda entry, word: len(word) > 1 and any(word in name for name in entry.initials),
    lambda entry, word: word in entry.more,
)
"""How a word can fit an entry, the best first."""


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace("\N{HYPHEN}", "-")
    return "".join(plain.casefold().split())
