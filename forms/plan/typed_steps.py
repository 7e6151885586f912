"""Steps and prices as people type them: ``2142100001:网络多媒体教室=30`` and the like."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from forms.evaluation import INDICATORS
from forms.evaluation.columns import COLUMNS, ColumnKind
from forms.plan.plan import DEFAULT_PRICES
from forms.plan.steps import COLUMN, Amount, Merger, PlanError, SetFigure, Transfer

_NUMBER: Final = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")
_BY_LABEL: Final = {column.label: column.id for column in COLUMNS}


def typed_set(text: str) -> SetFigure:
    """Read 学校[/校区]:列=数.

    Raises:
        PlanError: It is not written so.

    """
    place, column, value = _parts(text, 2, "学校标识码:列=数，例如 2142100001:网络多媒体教室=30")
    school, _, campus = place[0].partition("/")
    return SetFigure(school, campus, column, typed_amount(column, value))


def typed_transfer(text: str) -> Transfer:
    """Read 从哪所学校:到哪所学校:列=人数.

    Raises:
        PlanError: It is not written so.

    """
    example = "调出学校:调入学校:列=人数，例如 2142100001:2142100002:小学在校生数=40"
    (source, target), column, value = _parts(text, 3, example)
    amount = typed_amount(column, value)
    if not isinstance(amount, int):
        raise PlanError(f"调配的人数应为整数，写的是“{value}”。")
    return Transfer(source, target, column, amount)


def typed_merger(text: str) -> Merger:
    """Read 学校:并入哪所学校.

    Raises:
        PlanError: It is not written so.

    """
    school, mark, into = (part.strip() for part in text.partition(":"))
    if not (school and mark and into) or ":" in into:
        raise PlanError(f"应写成“学校:并入的学校”，写的是“{text}”。")
    return Merger(school, into)


def typed_amount(column: str, text: str) -> Amount:
    """Read the figure of a column.

    Raises:
        PlanError: It is none, or the column counts whole things and it is not whole.

    """
    plain = text.strip().replace(",", "").replace("，", "")
    if not _NUMBER.fullmatch(plain):
        raise PlanError(f"“{text.strip()}”不是不小于 0、最多两位小数的数。")
    if COLUMN[column].kind is not ColumnKind.COUNT:
        return Decimal(plain)
    if "." in plain:
        raise PlanError(f"{COLUMN[column].label}应为整数，写的是“{plain}”。")
    return int(plain)


def typed_prices(texts: Sequence[str]) -> tuple[Decimal, ...]:
    """Read prices such as ``L4=3500``; those that are not named stay as they are by default.

    Raises:
        PlanError: An indicator is not one of the seven, or a price is no number.

    """
    prices = list(DEFAULT_PRICES)
    for text in texts:
        name, mark, value = (part.strip() for part in text.partition("="))
        if not mark or name.upper() not in INDICATORS or not _NUMBER.fullmatch(value):
            raise PlanError(f"单价应写成“L4=3500”（元），写的是“{text}”。")
        prices[INDICATORS.index(name.upper())] = Decimal(value)
    return tuple(prices)


def column_named(text: str) -> str:
    """The id of a column by its id or its heading.

    Raises:
        PlanError: There is none.

    """
    found = _BY_LABEL.get(text.strip(), text.strip())
    if found not in COLUMN:
        raise PlanError(f"没有叫“{text.strip()}”的列，请用原始表里的表头，例如 网络多媒体教室。")
    return found


def _parts(text: str, count: int, example: str) -> tuple[list[str], str, str]:
    head, mark, value = text.partition("=")
    *places, column = (part.strip() for part in head.split(":"))
    if not mark or len(places) != count - 1 or not all(places):
        raise PlanError(f"应写成“{example}”，写的是“{text}”。")
    return places, column_named(column), value
