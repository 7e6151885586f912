"""A small pack for engine tests: every kind of field, table and rule, few of each."""

from collections.abc import Mapping
from decimal import Decimal

from forms.expr import Expression, parse
from forms.indicator import Indicator, Method, Standard
from forms.live.engine import Context, Engine, Period, make_context
from forms.problems import Severity
from forms.record import PackRef, Return, Row
from forms.schooling import Section
from forms.spec import (
    Bounds,
    ChoiceList,
    Field,
    FieldType,
    Form,
    FormSection,
    Item,
    Option,
    Pack,
    Rule,
    Setting,
    Table,
)

REF = PackRef("mini", "1", "0" * 64)


def expression(text: str | None) -> Expression | None:
    return None if text is None else parse(text)


def bounds(low: str | None, high: str | None) -> Bounds:
    return Bounds(expression(low), expression(high))


def question(
    name: str,
    kind: FieldType = FieldType.INTEGER,
    *,
    when: str | None = None,
    calculate: str | None = None,
    required: bool = True,
    hard: Bounds | None = None,
    plausible: Bounds | None = None,
    choices: str | None = None,
    label: str = "",
    pattern: str | None = None,
    is_key: bool = False,
    max_size: int | None = None,
    unit: str = "",
) -> Field:
    return Field(
        id=name,
        label=label or name,
        type=kind,
        choices=choices,
        unit=unit,
        required=required and calculate is None,
        relevant=expression(when),
        calculate=expression(calculate),
        is_key=is_key,
        hard=hard,
        plausible=plausible,
        pattern=pattern,
        max_size=max_size,
        help="6 位数字" if pattern else "",
    )


ITEMS: tuple[Item, ...] = (
    question("a.kind", FieldType.CHOICE, choices="kind", label="类型"),
    question("a.extras", FieldType.MULTI_CHOICE, choices="kind", required=False, label="附设"),
    question("a.has_b", FieldType.YES_NO, calculate="a.kind == 'b' or has(a.extras, 'b')"),
    question("a.has_rooms", FieldType.YES_NO, label="有教室"),
    question(
        "a.pupils",
        hard=bounds("0", "2000"),
        plausible=bounds("10", "1500"),
        label="学生数",
        unit="人",
    ),
    question("a.girls", hard=bounds("0", "2000"), plausible=bounds("5", None), label="女生数"),
    question("a.area", FieldType.DECIMAL, hard=bounds("0", None), label="面积", unit="㎡"),
    question("a.only_b", when="a.has_b", label="乙类数"),
    question("a.code", FieldType.TEXT, pattern="[0-9]{6}", label="代码", required=False),
    question("a.name", FieldType.TEXT, hard=bounds("2", "5"), label="名称", required=False),
    question(
        "a.opened",
        FieldType.DATE,
        hard=bounds("period.start", "period.end"),
        label="日期",
        required=False,
    ),
    question(
        "a.starts", FieldType.TIME, hard=bounds("'08:00'", None), label="时间", required=False
    ),
    question("a.boys", calculate="a.pupils - a.girls", label="男生数"),
    question("a.share", FieldType.PERCENT, calculate="pct(a.girls, a.pupils)", label="女生占比"),
    question("a.half", calculate="a.boys / 2", label="半数"),
    question("a.twice", calculate="a.only_b * 2", label="乙类双倍"),
    question("a.floors", hard=bounds(None, "9"), required=False, label="层数"),
    question("a.sort", FieldType.CHOICE, choices="kind", calculate="a.kind", label="类别"),
)

FILES = question(
    "a.files",
    FieldType.ATTACHMENT,
    required=False,
    hard=bounds(None, "2"),
    max_size=1024 * 1024,
    label="佐证",
)

CLASSES = Table(
    id="b.classes",
    label="班级",
    columns=(
        question("grade", FieldType.CHOICE, choices="grade", label="年级", is_key=True),
        question("name", FieldType.TEXT, label="班名", is_key=True),
        question("enrolled", hard=bounds("1", "120"), plausible=bounds("10", "60"), label="人数"),
        question("girls", label="女生"),
        question("boarders", when="a.has_b", label="寄宿生"),
        question("boys", calculate="row.enrolled - row.girls", label="男生"),
    ),
    key=("grade", "name"),
    at_least_one=True,
)

ROOMS = Table(
    id="b.rooms",
    label="教室",
    columns=(
        question("room", FieldType.TEXT, label="名称", is_key=True),
        question("area", FieldType.DECIMAL, label="面积"),
    ),
    key=("room",),
    relevant=parse("a.has_rooms"),
)

HOURS = Table(
    id="b.hours",
    label="课时",
    columns=(
        question("grade", FieldType.CHOICE, choices="grade", label="年级", is_key=True),
        question("used", FieldType.YES_NO, label="开设"),
        question("hours", when="row.used", label="节数"),
        question("double", calculate="row.hours * 2", label="双倍"),
    ),
    key=("grade",),
    fixed_rows=("1", "2", "3"),
    row_relevant=parse("count_of(b.classes, each.grade == row.grade) > 0"),
)

DAYS = Table(
    id="b.days",
    label="星期",
    columns=(
        question("day", FieldType.CHOICE, choices="kind", label="星期", is_key=True),
        question("count", label="次数", required=False),
    ),
    key=("day",),
    fixed_rows=("a", "b"),
)

TOTALS: tuple[Item, ...] = (
    question("b.total", calculate="sum_of(b.classes, each.enrolled)", label="合计"),
    question("b.count", calculate="count_of(b.classes)", label="班数"),
    question(
        "b.hours_total",
        calculate="sum_of(b.hours, each.hours, each.used) + b.total",
        label="总课时",
    ),
    question("b.note", FieldType.LONG_TEXT, when="b.total > 100", label="说明栏"),
)


def rule(
    number: int,
    condition: str,
    *,
    message: str = "不对。",
    severity: Severity = Severity.QUERY,
    table: str | None = None,
    section: Section | None = None,
    form: str = "a",
) -> Rule:
    return Rule(
        id=f"R-{form}-{number:03d}",
        severity=severity,
        condition=parse(condition),
        message=message,
        table=table,
        section=section,
        example="因 2024 年扩班，见文号。",
        source="统计",
    )


RULES = (
    rule(1, "a.girls <= a.pupils", message="【女生数】大于【学生数】。", severity=Severity.ERROR),
    rule(2, "a.pupils <= 40 * count_of(b.classes)", message="超过 {setting.limit} 线。"),
    rule(3, "not missing(a.code)", message="没有代码。", severity=Severity.HINT),
    rule(4, "a.pupils == last.a.pupils", message="与上年不同。"),
    rule(5, "a.pupils == stat.a.pupils", message="与年报不同。", section=Section.PRIMARY),
    rule(6, "period.year > 2000 and setting.limit > 5", message="设置太小。"),
    rule(
        1,
        "row.girls <= row.enrolled",
        message="【女生】大于【人数】。",
        severity=Severity.ERROR,
        table="b.classes",
        form="b",
    ),
    rule(
        2,
        "row.enrolled * setting.limit <= a.pupils * 10",
        message="{row.enrolled} 人太多。",
        table="b.classes",
        form="b",
    ),
    rule(3, "b.total == a.pupils", message="【班级】合计不等于【学生数】。", form="b"),
    rule(
        4,
        "implies(row.used, row.hours >= sum_of(last.b.hours, each.hours))",
        message="少于上年。",
        table="b.hours",
        form="b",
    ),
    rule(5, "a.has_rooms", message="没有教室。", table="b.days", form="b"),
)

INDICATORS = (
    Indicator(
        "L4_primary",
        "生均面积",
        parse("a.area / a.pupils"),
        unit="㎡",
        decimals=2,
        section=Section.PRIMARY,
        standard=Standard(Decimal("4.5"), Decimal("3.825")),
    ),
    Indicator("G1", "检查", parse("a.girls * 2 >= a.pupils")),
    Indicator("N1", "只看", parse("b.total"), decimals=0, shown=parse("a.share")),
    Indicator("N2", "类型", parse("a.kind")),
    Indicator("C1", "多校", parse("True"), method=Method.EVERY_SCHOOL, operands=("G1",)),
    Indicator("D1", "区级", parse("dsum(a.pupils)"), scope="district"),
)

LISTS = {
    "kind": ChoiceList("kind", "类型", (Option("a", "甲类"), Option("b", "乙类"))),
    "grade": ChoiceList(
        "grade", "年级", (Option("1", "一年级"), Option("2", "二年级"), Option("3", "三年级"))
    ),
}

PACK = Pack(
    ref=REF,
    label="小表册",
    forms=(
        Form(
            "a",
            "甲表",
            "school",
            "",
            (FormSection("一", ITEMS[:8]), FormSection("二", (*ITEMS[8:], FILES))),
        ),
        Form(
            "b",
            "乙表",
            "school",
            "",
            (FormSection("班级", (CLASSES, ROOMS, HOURS, DAYS)), FormSection("合计", TOTALS)),
        ),
        Form(
            "d",
            "区表",
            "bureau",
            "",
            (FormSection("区", (question("d.sum", calculate="dsum(a.pupils)", label="总和"),)),),
        ),
    ),
    rules=(*RULES, rule(1, "d.sum > 0", form="d")),
    indicators=INDICATORS,
    choices=LISTS,
    settings=(
        Setting("setting.limit", "上限", FieldType.INTEGER, "20"),
        Setting("setting.mode", "方式", FieldType.CHOICE, "a", choices=("a", "b")),
        Setting("setting.none", "空", FieldType.TEXT, None),
    ),
)

ENGINE = Engine(PACK)


def context(**overrides: object) -> Context:
    base = make_context(PACK, period=Period.of(2024))
    return Context(**{"period": base.period, "settings": base.settings, **overrides})  # type: ignore[arg-type]


def record(
    answers: Mapping[str, str] | None = None,
    *,
    classes: tuple[Mapping[str, str], ...] = (),
    **tables: tuple[Row, ...],
) -> Return:
    rows = tuple(Row(f"r{number}", cells) for number, cells in enumerate(classes, start=1))
    named = {f"b.{name}": value for name, value in tables.items()}
    return Return(
        school_code="2142100001",
        period=2024,
        pack=REF,
        answers=dict(answers or {}),
        tables={**({"b.classes": rows} if rows else {}), **named},
    )
