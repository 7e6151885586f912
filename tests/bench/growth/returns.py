"""A return that grows: fields of its forms, rows of a table, entries of its journal, steps to undo."""

from itertools import count, islice, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from forms.edits import InsertRow, SetAnswer
from forms.expr import parse
from forms.live.engine import Engine, Period, make_context
from forms.problems import Severity
from forms.record import PackRef, Return, Row
from forms.spec import Field, FieldType, Form, FormSection, Pack, Rule
from forms.workflow import Actor, Role
from operations.school.store import create_school, open_school, read_return
from storage.school.store import SchoolStore
from tests.bench.growth.series import megabytes, quickest
from tests.bench.samples import PERIOD, SCHOOL, engine, example_sheet

_CLERK = Actor("王样例", Role.CLERK)
_TABLE = "staffing.backbone_teachers"
_FIELDS = ("facilities.teaching_area", "pupils.entrants_primary", "staffing.bachelor_primary")


def fields(number: int) -> dict[tuple[str, str], float]:
    """Forms of so many whole numbers, with a rule between neighbours and a sum of each ten."""
    made = Engine(_pack(number))
    names = [name for name, item in made.plan.fields.items() if item.is_input]
    record = Return(SCHOOL, 2024, made.pack.ref, answers=dict.fromkeys(names, "7"))
    context = make_context(made.pack, period=Period.of(2024))
    sheet, edit = made.open(record, context), count(8)

    def change() -> None:
        sheet.apply(SetAnswer(names[0], str(next(edit))))

    return {
        ("打开并全部检查", "ms"): quickest(lambda: made.open(record, context)),
        ("改一格，只在内存里", "ms"): quickest(change, 9),
        ("打开的填报表所占内存", "MB"): megabytes(lambda: made.open(record, context)),
    }


def _pack(number: int) -> Pack:
    names = [f"f.q{place}" for place in range(number)]
    items = [Field(id=name, label=name, type=FieldType.INTEGER) for name in names]
    sums = [
        Field(
            id=f"f.s{place}",
            label=f"合计 {place}",
            type=FieldType.INTEGER,
            calculate=parse(" + ".join(names[place : place + 10])),
        )
        for place in range(0, number, 10)
    ]
    rules = [
        Rule(
            id=f"R-f-{place:03d}",
            severity=Severity.QUERY,
            condition=parse(f"{left} <= {right} + 100"),
            message="相差太大。",
        )
        for place, (left, right) in enumerate(pairwise(names))
    ]
    form = Form("f", "表", "school", "", (FormSection("一", (*items, *sums)),))
    return Pack(
        ref=PackRef("growth", "1", "0" * 64),
        label="增大的表册",
        forms=(form,),
        rules=tuple(rules),
        indicators=(),
        choices={},
        settings=(),
    )


def rows(number: int) -> dict[tuple[str, str], float]:
    """So many rows more in the largest table of the real pack."""
    sheet, edit = example_sheet(), count(200)
    present = len(sheet.rows(_TABLE))
    sheet.apply_all(
        [
            InsertRow(_TABLE, present + n, Row(f"r{n + 1000}", {"person_no": str(n)}))
            for n in range(number)
        ]
    )
    context = make_context(engine().pack, period=PERIOD)

    def change() -> None:
        sheet.apply(SetAnswer(_FIELDS[0], str(next(edit))))

    return {
        ("打开并全部检查", "ms"): quickest(lambda: engine().open(sheet.record, context)),
        ("改表外的一格，只在内存里", "ms"): quickest(change, 9),
    }


def journal(number: int) -> dict[tuple[str, str], float]:
    """A school's store with so many entries in its journal."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "school.yhs"
        with _store(path) as store:
            _write(store, number)
            written = {
                ("写一次修改", "ms"): quickest(lambda: _write(store, 1), 9),
                ("校验整个日志", "ms"): quickest(store.verify_journal, 1),
            }
        return {("打开填报库", "ms"): quickest(lambda: _open_and_close(path)), **written}


def undoing(number: int) -> dict[tuple[str, str], float]:
    """So many steps that can be undone."""
    with TemporaryDirectory() as folder, _store(Path(folder) / "school.yhs") as store:
        _write(store, number)
        return {("撤销一步", "ms"): quickest(lambda: store.answers.undo(_CLERK), 5)}


def _store(path: Path) -> SchoolStore:
    return create_school(
        path, school_code=SCHOOL, school_name="样例学校", period=2024, actor=_CLERK
    )


def _open_and_close(path: Path) -> None:
    with open_school(path) as store:
        read_return(store)


_NUMBERS = count()


def _write(store: SchoolStore, edits: int) -> None:
    with store.transaction():  # one wait for the disk, however many
        for number in islice(_NUMBERS, edits):
            edit = SetAnswer(_FIELDS[number % len(_FIELDS)], str(200 + number % 997))
            store.answers.write([edit], actor=_CLERK)
