"""The report of one return as plain data: every text is ready, the writers only draw.

Made from an open return by :mod:`exporters.documents.report_sheet`; drawn by
:mod:`exporters.documents.pdf.report` and :mod:`exporters.documents.excel.report`. What does not
concern the school is not in it at all.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from exporters.documents.paper_code import PaperCode
from forms.live.compare import Change
from forms.values import Number


class Ink(StrEnum):
    """How a cell came to its content: the colour code of the 教育统计系统."""

    INPUT = "input"
    CALCULATED = "calculated"
    REFERENCED = "referenced"


class Tone(StrEnum):
    """How a word is meant; it colours what the word says already."""

    PLAIN = "plain"
    MUTED = "muted"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands in one cell.

    Attributes:
        text: As printed; ``未填`` and ``不适用`` are said in words.
        value: Exact figure behind a number, else ``None``. Codes are texts.
        decimals: Decimals printed of ``value``.
        ink: See :class:`Ink`.
        tone: See :class:`Tone`.

    """

    text: str
    value: Number | None = None
    decimals: int = 0
    ink: Ink = Ink.INPUT
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class ReportField:
    """A field with its answer."""

    id: str
    label: str
    shown: Shown
    unit: str = ""


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column of a table; ``numeric`` ones lean to the right."""

    id: str
    label: str
    unit: str = ""
    numeric: bool = False

    @property
    def heading(self) -> str:
        """Label with the unit in brackets."""
        return f"{self.label}（{self.unit}）" if self.unit else self.label


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; ``note`` says why there are no rows, when there are none."""

    id: str
    label: str
    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[Shown, ...], ...]
    note: str = ""


Block = ReportField | Grid

UPRIGHT_COLUMNS = 10
"""A table with more columns is turned: its rows become columns."""

TURNED_ROWS = 9
"""Most rows of a turned table that stand side by side: as many as a school has grades."""


def upright(grid: Grid) -> tuple[Grid, ...]:
    """Make a table fit an upright page: a broad one is turned, in parts of about as many rows.

    The first column becomes the heading of a turned table; all its cells lean to the right.
    """
    if len(grid.columns) <= UPRIGHT_COLUMNS or not grid.rows:
        return (grid,)
    parts = -(-len(grid.rows) // TURNED_ROWS)
    size = -(-len(grid.rows) // parts)
    starts = range(0, len(grid.rows), size)
    return tuple(_turned(grid, grid.rows[start : start + size]) for start in starts)


def _turned(grid: Grid, rows: tuple[tuple[Shown, ...], ...]) -> Grid:
    first, *others = grid.columns
    heading = GridColumn(first.id, first.heading)
    titles = (GridColumn("", row[0].text, numeric=True) for row in rows)
    lines = tuple(
        (Shown(column.heading), *(row[index] for row in rows))
        for index, column in enumerate(others, start=1)
    )
    return Grid(grid.id, grid.label, (heading, *titles), lines, grid.note)


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A titled part of a form."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ReportForm:
    """One form."""

    id: str
    label: str
    sections: tuple[ReportSection, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem as it stands in the report.

    Attributes:
        code: Number that can be read over the phone.
        severity: 逻辑校验, 经验校验 or 提示.
        where: Form and label in Chinese.
        message: The sentence.
        justification: The clerk's 说明, or the empty string.
        status: What became of it, e.g. ``已说明`` or ``待处理``.
        tone: Of the status.

    """

    code: str
    severity: str
    where: str
    message: str
    justification: str
    status: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class ReportIndicator:
    """An indicator with its verdict in words.

    Attributes:
        id: ``L1_primary`` …; never printed.
        label: Chinese name.
        level: 小学, 初中, the same with the campus it is of, or the empty string.
        shown: Its value.
        unit: Unit of the value.
        standard: What is asked, e.g. ``≥ 4.2``; empty for a check.
        verdict: 达标, 达到85%, 不达标, 缺数据, 是, 否 …
        tone: Of the verdict.
        share: The value as a share of its standard, exact; ``None`` for a check or a missing value.
        concludes: It says what the figures of its level come to together.

    """

    id: str
    label: str
    level: str
    shown: Shown
    unit: str
    standard: str
    verdict: str
    tone: Tone
    share: Fraction | None = None
    concludes: bool = False


@dataclass(frozen=True, slots=True)
class ReportAttachment:
    """A file that travels beside the return.

    Attributes:
        where: Label of the field that names it.
        name: Its name.
        size: Bytes.
        digest: SHA-256, hex.

    """

    where: str
    name: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class ReportReply:
    """A point that the principal or the bureau made, and how the school answered it.

    Attributes:
        author: 校长 or 区局.
        where: Form and label in Chinese.
        text: What was asked.
        reply: The answer, in one piece.
        now: What stands there now; empty where the point is about more than one answer.

    """

    author: str
    where: str
    text: str
    reply: str
    now: str


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """A place on the cover where somebody signs by hand.

    Attributes:
        role: What the person is: 统计人员, 审核人 or 单位负责人.
        name: Who it is; empty where only the hand will tell.
        confirmed: What the person did in the program and when, ready to print; empty for nothing.

    """

    role: str
    name: str = ""
    confirmed: str = ""


SIGNATURE_ROLES = ("统计人员", "审核人", "单位负责人")
"""Who signs a statistical return, in this order (教育部令第44号, article 27)."""
UNSIGNED = tuple(map(SignatureLine, SIGNATURE_ROLES))
"""The lines where nobody is named yet."""


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page.

    Attributes:
        title: Of the whole document.
        school: Name of the school.
        code: 学校标识码.
        period: The year reported.
        revision: Number of the revision.
        facts: Further lines, label and text (pack, program version …).
        digest: SHA-256 (hex) of the canonical return; empty on paper that stands for no data.
        signatures: Who signs by hand.

    """

    title: str
    school: str
    code: str
    period: int
    revision: int
    facts: tuple[tuple[str, str], ...] = ()
    digest: str = ""
    signatures: tuple[SignatureLine, ...] = UNSIGNED

    @property
    def paper(self) -> PaperCode | None:
        """What the QR codes of the report say; ``None`` without a digest."""
        if not self.digest:
            return None
        return PaperCode(self.code, self.period, self.revision, self.digest)


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report.

    Attributes:
        cover: The first page.
        forms: What was filled.
        findings: The problems in the order of the forms.
        figures: Indicators with their verdicts.
        figures_note: How the figures are counted, where that has to be said.
        changes: What differs from the revision before; ``None`` for a first one.
        attachments: The files that travel beside it.
        replies: The points that were answered.

    """

    cover: Cover
    forms: tuple[ReportForm, ...]
    findings: tuple[Finding, ...]
    figures: tuple[ReportIndicator, ...]
    figures_note: str = ""
    changes: tuple[Change, ...] | None = None
    attachments: tuple[ReportAttachment, ...] = ()
    replies: tuple[ReportReply, ...] = ()
