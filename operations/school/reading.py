"""A return to be read through: every answer in the order of the forms, what changed, what was remarked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from forms.live.compare import Change
from forms.live.listing import list_answers
from forms.live.sheet import Sheet
from operations.school.records import Comment


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

    """

    address: str
    form: str
    label: str
    text: str
    before: str | None
    remarks: tuple[str, ...]


def lines_of(
    sheet: Sheet, changes: Iterable[Change], comments: Iterable[Comment] = ()
) -> tuple[AnswerLine, ...]:
    """List a return form by form; what was taken away stands at the end of it."""
    changed = {change.address: change for change in changes}
    remarks: dict[str, list[str]] = {}
    for comment in comments:
        if comment.is_open:
            remarks.setdefault(comment.address, []).append(comment.text)
    lines = [
        AnswerLine(
            address=given.address,
            form=given.form,
            label=given.label,
            text=given.text,
            before=changed[given.address].before if given.address in changed else None,
            remarks=tuple(remarks.get(given.address, ())),
        )
        for given in list_answers(sheet.record, sheet.plan.pack)
    ]
    shown = {line.address for line in lines}
    gone = (change for address, change in changed.items() if address not in shown)
    lines += [
        AnswerLine(one.address, "已删除或清空", one.label, one.after, one.before, ())
        for one in gone
    ]
    return tuple(lines)


def found_in(
    lines: Sequence[AnswerLine], words: str, *, only_changed: bool
) -> tuple[AnswerLine, ...]:
    """Keep the lines in which every word stands; with ``only_changed`` those that differ."""
    wanted = words.casefold().split()
    return tuple(
        line
        for line in lines
        if (line.before is not None or not only_changed)
        and all(word in f"{line.form} {line.label} {line.text}".casefold() for word in wanted)
    )
