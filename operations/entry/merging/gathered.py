"""Several filled templates, one after the other: each is merged into what the ones before it came to."""

from collections.abc import Callable
from dataclasses import dataclass, field

from exporters.documents.template import OvertypedCell, TemplateReading
from forms.edits import Edit, SetAnswer, SetCell
from forms.effects import apply_all
from forms.record import Return, cell_address
from forms.signs import BLANK
from forms.spec import Pack
from operations.entry.filling import Leftover
from operations.entry.merging.merge import MergeInto, merge_template
from operations.entry.merging.plan import CellChange, Decisions, Merge


@dataclass(frozen=True, slots=True)
class MergedFile:
    """One file and what it comes to.

    Attributes:
        name: Name of the file.
        person: Who filled it, as its first page says; ``""`` if it does not.
        merge: What it would change.

    """

    name: str
    person: str
    merge: Merge

    @property
    def reason(self) -> str:
        """What the journal says about its edits: where they come from, and from whom."""
        return f"读入“{self.name}”" + (f"，{self.person}填写" if self.person else "")


@dataclass(slots=True)
class Gathered:
    """What files come to together.

    Attributes:
        record: The return with the edits of the files so far.
        pack: Its pack.
        decisions: What was decided.
        parts: The files so far.
        leftovers: Entries of the files that cannot be used.
        remarks: Calculated cells that were overtyped in them, which nobody has to mend.
        hidden_rows: How many of their rows nobody sees there, hidden or filtered out.

    """

    record: Return
    pack: Pack
    decisions: Decisions
    parts: list[MergedFile] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    remarks: list[Leftover] = field(default_factory=list)
    hidden_rows: int = 0
    _origins: dict[str, str] = field(default_factory=dict)

    @property
    def conflicts(self) -> list[CellChange]:
        """The conflicts of all files."""
        return [change for part in self.parts for change in part.merge.conflicts]

    @property
    def removals(self) -> list[CellChange]:
        """What all files leave out."""
        return [change for part in self.parts for change in part.merge.removals]

    def take(self, reading: TemplateReading, *, name: str, next_row: Callable[[str], str]) -> None:
        """Merge one more file.

        Raises:
            Refused: It has two rows of the same key in a table.

        """
        merge = merge_template(
            reading,
            MergeInto(
                self.record,
                self.pack,
                next_row,
                decisions=self.decisions,
                origins=self._origins,
                file_name=name,
            ),
        )
        self.record, _ = apply_all(self.record, merge.edits)
        self._origins.update({place: name for place in map(_place, merge.edits) if place})
        self.parts.append(MergedFile(name, reading.info.person, merge))
        self.hidden_rows += reading.hidden_rows
        self.leftovers.extend(
            Leftover(f"{found.sheet} {found.cell} {found.label}".strip(), found.reason)
            for found in reading.refusals
        )
        self.remarks.extend(
            Leftover(f"{found.sheet} {found.cell} {found.label}", _overtyped(found))
            for found in reading.overtyped
        )


def _overtyped(found: OvertypedCell) -> str:
    return (
        f"这一格由程序计算，文件里写的“{found.text}”没有采用；"
        f"导出时算得“{found.calculated or BLANK}”，读入后按填报的内容重新计算。"
    )


def _place(edit: Edit) -> str:
    """The cell an edit writes; ``""`` for what is no text."""
    match edit:
        case SetAnswer(name, _):
            return name
        case SetCell(table, row, column, _):
            return cell_address(table, row, column)
        case _:
            return ""
