"""A return to be read through: every answer in the order of the forms, what changed, what was remarked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from forms.live.compare import Change
from forms.live.listing import GivenAnswer, list_answers
from forms.live.sheet import Sheet
from forms.record import cell_address, split_address
from forms.spec import Form, Item, Table
from forms.values import NA
from forms.wording import MISSING_TEXT
from operations.pinyin import initials


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer.

    Attributes:
        address: Field, cell or table.
        form: What the form is called.
        label: What the answer is called, the row's title in front.
        text: As people read it.
        before: What stood there in the revision signed before, where it differs; else ``None``.
        remarks: The open comments on it.
        calculated: Whether it follows from other answers.

    """

    address: str
    form: str
    label: str
    text: str
    before: str | None
    remarks: tuple[str, ...]
    calculated: bool = False


def lines_of(
    sheet: Sheet, changes: Iterable[Change], comments: Iterable[tuple[str, str]] = ()
) -> tuple[AnswerLine, ...]:
    """List a return form by form, with what follows from the answers; what was taken away comes last.

    Args:
        sheet: The open return; it is only read.
        changes: What differs from the revision before.
        comments: The open ones, place and text.

    """
    changed = {change.address: change for change in changes}
    remarks: dict[str, list[str]] = {}
    for address, text in comments:
        remarks.setdefault(address, []).append(text)
    lines = [
        AnswerLine(
            address=given.address,
            form=given.form,
            label=given.label,
            text=given.text,
            before=changed[given.address].before if given.address in changed else None,
            remarks=tuple(remarks.get(given.address, ())),
            calculated=calculated,
        )
        for given, calculated in _in_order(sheet)
    ]
    shown = {line.address for line in lines}
    gone = (change for address, change in changed.items() if address not in shown)
    lines += [
        AnswerLine(one.address, "已删除或清空", one.label, one.after, one.before, ())
        for one in gone
    ]
    return tuple(lines)


def _in_order(sheet: Sheet) -> list[tuple[GivenAnswer, bool]]:
    """The answers given and, marked, those that follow from them, as the forms have them."""
    places: dict[str, int] = {}
    for _, item in _items(sheet):
        places[item.id] = len(places)
        if isinstance(item, Table):
            for row, column in product(sheet.rows(item.id), item.columns):
                places[cell_address(item.id, row.id, column.id)] = len(places)

    def place(one: tuple[GivenAnswer, bool]) -> int:
        address = one[0].address
        return places.get(address, places[split_address(address)[0]])

    both = [(given, False) for given in list_answers(sheet.record, sheet.plan.pack)]
    return sorted([*both, *((made, True) for made in _calculated(sheet))], key=place)


def _calculated(sheet: Sheet) -> Iterator[GivenAnswer]:
    for form, item in _items(sheet):
        if isinstance(item, Table):
            for row, column in product(sheet.rows(item.id), item.columns):
                label = f"{item.label} {row.title} {column.label}"
                yield from _told(sheet, cell_address(item.id, row.id, column.id), form.label, label)
        else:
            yield from _told(sheet, item.id, form.label, item.label)


def _items(sheet: Sheet) -> Iterator[tuple[Form, Item]]:
    for form in sheet.plan.forms:
        for section in form.sections:
            yield from ((form, item) for item in section.items)


def _told(sheet: Sheet, address: str, form: str, label: str) -> Iterator[GivenAnswer]:
    cell = sheet.cell(address)
    if cell.calculated and cell.relevant and cell.value is not NA:
        yield GivenAnswer(address, form, label, cell.text or MISSING_TEXT)


def found_in(
    lines: Sequence[AnswerLine], words: str, *, only_changed: bool
) -> tuple[AnswerLine, ...]:
    """Keep the lines in which every word stands, a label also by its pinyin initials.

    With ``only_changed`` those that differ from the revision before.
    """
    wanted = words.casefold().split()
    return tuple(
        line
        for line in lines
        if (line.before is not None or not only_changed)
        and all(_stands_in(line, word) for word in wanted)
    )


def _stands_in(line: AnswerLine, word: str) -> bool:
    if word in f"{line.form} {line.label} {line.text}".casefold():
        return True
    return len(word) > 1 and word.isascii() and word in initials(line.label)
