"""Which answers decide whether a question concerns the school, and whether they are given yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from forms.expr import Expression
from forms.live.check_plan import CheckPlan
from forms.live.sheet import Sheet
from forms.record import cell_address, split_address
from forms.values import NA

_ROW: Final = "row."
_MOST: Final = 2


@dataclass(frozen=True, slots=True)
class WhyAbsent:
    """Why a question does not concern the school.

    Attributes:
        sentence: Which answer decides it, and whether that is given yet.
        label: What the answer is called that is to be looked at.
        address: Where it stands: a field, a cell of the same row, or a table.

    """

    sentence: str
    label: str
    address: str


def decided_by(plan: CheckPlan, address: str) -> tuple[str, ...]:
    """Addresses of the inputs that decide whether a field or cell is asked, in reading order.

    What the program calculates is followed down to what is typed; what stands outside the forms
    (period, settings) is left out.
    """
    head, row, column = split_address(address)
    table = plan.tables[head].table if head in plan.tables else None
    item = plan.fields[head] if table is None else table.by_id[column or ""]
    if item.relevant is None:
        return ()
    leaves = dict.fromkeys(_leaves(plan, item.relevant, set()))
    return tuple(
        cell_address(head, row or "", name.removeprefix(_ROW)) if name.startswith(_ROW) else name
        for name in leaves
    )


def decider_names(plan: CheckPlan, address: str) -> str:
    """The same by their labels, the first ones (``【附设班】``); ``""`` if nothing typed decides."""
    labels = [f"【{_label(plan, one)}】" for one in decided_by(plan, address)]
    return "、".join(labels[:_MOST]) + ("等" if len(labels) > _MOST else "")


def why_absent(sheet: Sheet, address: str, *, can_change: bool) -> WhyAbsent | None:
    """Say why a field or cell is not asked; ``None`` where it is, or where nothing typed decides it.

    Args:
        sheet: The open return.
        address: The field or cell.
        can_change: Whether who reads it may change the answer that decides.

    """
    places = decided_by(sheet.plan, address)
    if not places or sheet.cell(address).value is not NA:
        return None
    blank = next((place for place in places if _is_blank(sheet, place)), None)
    place = blank or places[0]
    label = _label(sheet.plan, place)
    if blank is not None:
        return WhyAbsent(f"要看【{label}】，那里还没有填。", label, place)
    wrong = "；那里填得不对的，请先改那里" if can_change else ""
    return WhyAbsent(f"按【{label}】里填的，这一项不用填{wrong}。", label, place)


def _leaves(plan: CheckPlan, expression: Expression, seen: set[str]) -> Iterator[str]:
    for found in expression.quantities:
        name = found.table or found.name
        field = plan.fields.get(name)
        if name in seen:
            continue
        seen.add(name)
        if field is not None and field.calculate is not None:
            yield from _leaves(plan, field.calculate, seen)
        elif field is not None or name in plan.tables or name.startswith(_ROW):
            yield name


def _label(plan: CheckPlan, address: str) -> str:
    head, _, column = split_address(address)
    if head in plan.fields:
        return plan.fields[head].label
    table = plan.tables[head].table
    return table.label if column is None else table.by_id[column].label


def _is_blank(sheet: Sheet, address: str) -> bool:
    if address in sheet.plan.tables:
        return not sheet.rows(address) and address not in sheet.record.empty_tables
    return sheet.cell(address).raw is None
