"""The check engine: a pack compiled once, and the sheets that are opened with it.

    engine = Engine(pack)
    sheet = engine.open(record, make_context(pack, period=Period.of(2024)))
    delta = sheet.apply(SetAnswer("pupils.entrants_primary", "177"))
    sheet.problems, sheet.indicators, sheet.cell("pupils.entrants_primary")

Pure: no file, no clock, no window.
"""

from forms.indicator_value import IndicatorState, IndicatorValue
from forms.live.check_plan import CheckPlan
from forms.live.context import Context, LastReturn, Period, make_context
from forms.live.delta import Delta
from forms.live.progress import SectionProgress
from forms.live.sheet import Cell, RowState, Sheet
from forms.record import Return, split_address
from forms.spec import Field, Pack

__all__ = [
    "Cell",
    "Context",
    "Delta",
    "Engine",
    "IndicatorState",
    "IndicatorValue",
    "LastReturn",
    "Period",
    "RowState",
    "SectionProgress",
    "Sheet",
    "make_context",
]


class Engine:
    """A pack made ready for checking. Immutable after construction; share it freely.

    Args:
        pack: The form pack.
        filled_by: Whose forms: ``school`` or ``bureau``.

    Raises:
        forms.live.dependency.CycleError: Calculations of the pack wait for each other.

    """

    def __init__(self, pack: Pack, filled_by: str = "school") -> None:
        self.pack = pack
        self.plan = CheckPlan(pack, filled_by)

    def open(self, record: Return, context: Context) -> Sheet:
        """Calculate and check a return from scratch; the sheet then follows its edits."""
        return Sheet(self.plan, record, context)

    def item(self, address: str) -> Field:
        """The field or column an address is about.

        Raises:
            KeyError: The forms of this side have none there.

        """
        head, _, column = split_address(address)
        return (
            self.plan.fields[head] if column is None else self.plan.tables[head].table.by_id[column]
        )

    def normalise(self, address: str, raw: str) -> str:
        """The canonical text of what was typed; wrong text stays as it is.

        Raises:
            KeyError: The forms of this side have no such field or column.

        """
        head, _, column = split_address(address)
        plan = self.plan
        codec = plan.codecs[head] if column is None else plan.tables[head].codecs[column]
        return codec.parse(raw).text
