"""Reports and official tables made by hand for the tests of their writers."""

from fractions import Fraction

from exporters.documents.report import (
    Cover,
    Finding,
    Grid,
    GridColumn,
    Ink,
    Report,
    ReportField,
    ReportForm,
    ReportIndicator,
    ReportSection,
    Shown,
    Tone,
)

SCHOOL = "武汉市硚口区示例路小学"


def number(text: str, value: int | Fraction, decimals: int = 0, ink: Ink = Ink.INPUT) -> Shown:
    return Shown(text, value, decimals, ink)


def classes_grid(rows: int = 24) -> Grid:
    columns = (
        GridColumn("grade", "年级"),
        GridColumn("class_name", "班级名称"),
        GridColumn("class_type", "班级类别"),
        GridColumn("enrolled", "在校生数", "人", numeric=True),
        GridColumn("boarders", "其中寄宿生", "人", numeric=True),
        GridColumn("over_limit", "是否超过班额上限"),
    )
    names = "一二三四五六"
    body = tuple(
        (
            Shown(f"{names[index // 4 % 6]}年级"),
            Shown(f"（{index % 4 + 1}）班"),
            Shown("普通班"),
            number(str(40 + index % 7), 40 + index % 7),
            number("0", 0),
            Shown("否", ink=Ink.CALCULATED),
        )
        for index in range(rows)
    )
    return Grid("pupils.classes", "班级名册", columns, body)


def lessons_grid() -> Grid:
    subjects = (
        "语文 数学 外语 道德与法治 历史 地理 科学 物理 化学 生物学 信息科技 体育与健康 "
        "音乐 美术 艺术 劳动 综合实践活动 地方课程 校本课程"
    )
    columns = (
        GridColumn("grade", "年级"),
        *(GridColumn(f"s{n}", name, "节", numeric=True) for n, name in enumerate(subjects.split())),
        GridColumn("total", "周总课时", "节", numeric=True),
    )
    rows = tuple(
        (
            Shown(f"{'一二三四五六'[grade]}年级"),
            *(number(str(1 + (grade + n) % 5), 1 + (grade + n) % 5) for n in range(19)),
            number("30", 30, ink=Ink.CALCULATED),
        )
        for grade in range(6)
    )
    return Grid("burden.lessons", "周课时表", columns, rows)


def entries() -> tuple[ReportField, ...]:
    return (
        ReportField("profile.school_code", "学校标识码", Shown("3142000001")),
        ReportField("profile.school_type", "办学类型", Shown("小学")),
        ReportField("pupils.enrolled_primary", "小学在校生数", number("1,012", 1012), "人"),
        ReportField(
            "facilities.teaching_area",
            "教学及辅助用房面积",
            number("6,200.50", Fraction(12401, 2), 2),
            "㎡",
        ),
        ReportField(
            "a.b",
            "生均教学及辅助用房面积",
            number("4.85", Fraction(6200, 1279), 2, Ink.CALCULATED),
            "㎡",
        ),
        ReportField("a.c", "上年在校生数", number("998", 998, ink=Ink.REFERENCED), "人"),
        ReportField("a.d", "学校网址", Shown("未填", tone=Tone.MUTED)),
        ReportField("a.e", "危险文字", Shown("=1+1 <b>A&B</b> \x07 𠮷 校长“说”：（见第 3 页）")),
    )


def long_entry() -> ReportField:
    return ReportField(
        "a.f", "办学特色简介", Shown("学校坚持五育并举，课后服务覆盖全体学生；" * 120)
    )


def sample_findings() -> tuple[Finding, ...]:
    return (
        Finding(
            "R-staffing-014",
            "经验校验",
            "教师队伍 · 小学专任教师",
            "小学专任教师 52 人，比上年 70 人减少 25.7%，超过 20%。请核对，属实的写说明。",
            "2024 年 8 月按区编〔2024〕12 号文调出 18 人到新建学校。",
            "已说明",
            Tone.GOOD,
        ),
        Finding(
            "F1",
            "逻辑校验",
            "学校基本情况 · 学校网址",
            "【学校网址】没有填。",
            "",
            "待处理",
            Tone.BAD,
        ),
        Finding("R-pupils-003", "提示", "", "本年新增两个班。", "", "无须处理", Tone.MUTED),
    )


def sample_figures() -> tuple[ReportIndicator, ...]:
    return (
        ReportIndicator(
            "L1_primary",
            "每百名学生拥有高于规定学历教师数",
            "小学",
            number("4.63", Fraction(463, 100), 2),
            "人",
            "≥ 4.2",
            "达标",
            Tone.GOOD,
        ),
        ReportIndicator(
            "L2_primary",
            "每百名学生拥有县级以上骨干教师数",
            "小学",
            number("0.89", Fraction(89, 100), 2),
            "人",
            "≥ 1",
            "达到85%",
            Tone.WARNING,
        ),
        ReportIndicator(
            "L3_primary",
            "每百名学生拥有体育、艺术专任教师数",
            "小学",
            Shown("缺", tone=Tone.MUTED),
            "人",
            "≥ 0.9",
            "缺数据",
            Tone.MUTED,
        ),
        ReportIndicator("S_all", "四个100%全部落实", "", Shown("是"), "", "", "是", Tone.GOOD),
    )


def sample_cover() -> Cover:
    return Cover(
        "义务教育优质均衡发展填报表",
        SCHOOL,
        "3142000001",
        2024,
        1,
        (
            ("表册", "义务教育优质均衡发展表册 2024.1"),
            ("数据摘要", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
            ("程序版本", "0.1.0"),
        ),
    )


def sample_report(*, long: bool = False) -> Report:
    blocks = (*entries(), long_entry()) if long else entries()
    forms = (
        ReportForm("profile", "学校基本情况", (ReportSection("学校标识", blocks),)),
        ReportForm(
            "pupils",
            "学生与班级",
            (
                ReportSection("班级", (classes_grid(),)),
                ReportSection("课程", (entries()[2], lessons_grid(), entries()[3])),
                ReportSection(
                    "其他",
                    (
                        Grid(
                            "x.y",
                            "残疾学生",
                            (GridColumn("n", "序号"),),
                            (),
                            "本表无数据（学校已确认）",
                        ),
                    ),
                ),
            ),
        ),
    )
    return Report(sample_cover(), forms, sample_findings(), sample_figures())
