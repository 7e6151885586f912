"""Official tables made by hand, in the shapes of 表Ⅱ-1, 表Ⅱ-2 and 表Ⅲ."""

from fractions import Fraction

from forms.official.model import Align, Mark, OfficialCell, OfficialColumn, OfficialTable

DISTRICT = "示例区　2024 年"
NAMES = (
    "每百名学生拥有高于规定学历教师数（人）",
    "每百名学生拥有县级以上骨干教师数（人）",
    "每百名学生拥有体育、艺术专任教师数（人）",
    "生均教学及辅助用房面积（㎡）",
    "生均体育运动场馆面积（㎡）",
    "生均教学仪器设备值（元）",
    "每百名学生拥有网络多媒体教室数（间）",
)


def words(text: str, columns: int = 1, rows: int = 1) -> OfficialCell:
    return OfficialCell(text, columns=columns, rows=rows)


def figure(value: Fraction | int, text: str, decimals: int, mark: Mark = Mark.NONE) -> OfficialCell:
    return OfficialCell(text, value, decimals, mark=mark, sources=("4201040001/L1_primary",))


def passing_table() -> OfficialTable:
    """表Ⅱ-1."""
    heading = ((words("学段"), words("项目"), *(words(name) for name in NAMES), words("综合评估")),)
    rows = []
    for level in ("小学", "初中"):
        counts = tuple(figure(8 + k, str(8 + k), 0) for k in range(8))
        shares = tuple(figure(Fraction(800 + 10 * k, 17), f"{47.1 + k:.1f}", 1) for k in range(8))
        rows += [
            (words(level, rows=2), words("达标学校总数"), *counts),
            (words("达标学校比例（%）"), *shares),
        ]
    columns = (OfficialColumn(3), OfficialColumn(7), *(OfficialColumn(6) for _ in range(8)))
    return OfficialTable("II-1", "表Ⅱ-1　达标学校", DISTRICT, columns, heading, tuple(rows))


def school_table(schools: int = 60) -> OfficialTable:
    """表Ⅱ-2."""
    fixed = ("序号", "学校名称", "举办者类型", "在校生数", "年级数", "班级数")
    heading = (
        (
            *(words(name, rows=2) for name in fixed),
            words("资源配置七项指标", columns=7),
            words("综合评估是否达标", rows=2),
            words("备注", rows=2),
        ),
        tuple(words(name) for name in NAMES),
    )
    rows = tuple(
        (
            figure(number, str(number), 0),
            words(f"示例区第{number}学校（{'小学部' if number % 3 else '初中部'}）"),
            words("7"),
            figure(900 + number, str(900 + number), 0),
            figure(6, "6", 0),
            figure(24, "24", 0),
            *(
                figure(Fraction(452 + number + k, 100), f"{(452 + number + k) / 100:.2f}", 2)
                for k in range(6)
            ),
            OfficialCell("缺", mark=Mark.UNKNOWN),
            words("是" if number % 4 else "否"),
            words(
                "达标 6 项；L2 达到 85%；L7 缺。L4 精确值 4.49999，未达标"
                if number % 4 == 0
                else "达标 7 项"
            ),
        )
        for number in range(1, schools + 1)
    )
    columns = (
        OfficialColumn(3),
        OfficialColumn(13, Align.LEFT),
        OfficialColumn(4),
        OfficialColumn(4, Align.RIGHT),
        OfficialColumn(3),
        OfficialColumn(3),
        *(OfficialColumn(5, Align.RIGHT) for _ in range(7)),
        OfficialColumn(4),
        OfficialColumn(16, Align.LEFT),
    )
    note = (
        "注：小学 40 所，其中一贯制学校小学部 5 个，教学点（50 人及以上）2 个；"
        "初中 20 所，其中一贯制学校初中部 5 个，完全中学初中部 3 个。"
    )
    title = "表Ⅱ-2　资源配置情况（分学校）"
    return OfficialTable("II-2", title, DISTRICT, columns, heading, rows, (note,), complete=False)


def balance_table() -> OfficialTable:
    """表Ⅲ."""
    heading = ((words("学段"), words("项目"), *(words(name) for name in NAMES), words("综合")),)
    rows = []
    for level in ("小学", "初中"):
        means = tuple(figure(Fraction(463 + k, 100), f"{4.63 + k / 100:.2f}", 2) for k in range(7))
        cvs = tuple(figure(Fraction(301 + k, 1000), f"{0.301 + k / 1000:.3f}", 3) for k in range(7))
        over = figure(Fraction(501, 1000), "0.501▲", 3, Mark.OVER_LIMIT)
        rows += [
            (words(level, rows=2), words("全县平均值"), *means, words("——")),
            (words("差异系数"), *cvs, over),
        ]
    columns = (OfficialColumn(3), OfficialColumn(6), *(OfficialColumn(6) for _ in range(8)))
    return OfficialTable(
        "III", "表Ⅲ　校际均衡情况", DISTRICT, columns, heading, tuple(rows), ("▲ 超过规定。",)
    )
