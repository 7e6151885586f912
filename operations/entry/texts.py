"""What a raw text means in one place of a return: its canonical form, or what is wrong with it."""

from collections.abc import Collection

from forms.live.check_plan import CheckPlan
from forms.places import has_place
from forms.record import split_address
from forms.spec import Field
from forms.types import Codec
from operations.errors import Refused


def field_at(plan: CheckPlan, address: str) -> Field:
    """Find the field or column an address names; the row need not exist.

    Raises:
        Refused: The forms have no such field or column.

    """
    return _place(plan, address)[0]


def check_place(plan: CheckPlan, address: str) -> None:
    """Check what a comment is about: a form, a table, a row of it, a field or a cell.

    Raises:
        Refused: The forms have no such place.

    """
    if not has_place(plan, address):
        raise Refused(_unknown(address))


def check_forms(plan: CheckPlan, forms: Collection[str]) -> None:
    """Check which forms are asked for by their ids.

    Raises:
        Refused: One of them is none; which there are.

    """
    known = {form.id: form.label for form in plan.forms}
    for form in forms:
        if form not in known:
            listed = "、".join(f"{name}（{label}）" for name, label in known.items())
            raise Refused(f"没有编号为“{form}”的表。可以选的有：{listed}。")


def normalise(plan: CheckPlan, address: str, raw: str) -> str:
    """Write a text in its canonical form if it is valid, else leave it as typed."""
    return _place(plan, address)[1].parse(raw).text


def fault_of(plan: CheckPlan, address: str, raw: str) -> str:
    """Say why a text cannot be read (a Chinese sentence), or ``""``. Blank is never wrong here."""
    item, codec = _place(plan, address)
    fault = codec.parse(raw).fault
    return f"【{item.label}】{fault.reason}" if fault is not None else ""


def _place(plan: CheckPlan, address: str) -> tuple[Field, Codec]:
    head, _, column = split_address(address)
    try:
        if column is None:
            return plan.fields[head], plan.codecs[head]
        table = plan.tables[head]
        return table.table.by_id[column], table.codecs[column]
    except KeyError:
        raise Refused(_unknown(address)) from None


def _unknown(address: str) -> str:
    return f"表册中没有“{address}”这一格，请检查编号。"
