"""A form pack small enough to break in one place at a time."""

from tests.support.places import ROOT

PACK = """
id = "small"
version = "1"
label = "小表册"
forms = ["pupils", "bureau"]
lower_line = 0.85
notes = ["一", "二"]

[relevance]
primary = "pupils.has_primary"

[period]
year = { label = "报告期", year = 0 }
point_date = { label = "时点", year = 0, day = "09-01" }
due_date = { label = "截止日" }

[cv_limits]
primary = 0.50
"""

CHOICES = """
[grade]
label = "年级"
[grade.options]
1 = "一年级"
2 = "二年级"
"""

SETTINGS = """
[[setting]]
id = "limit"
label = "上限"
type = "decimal"
default = "20"

[[setting]]
id = "way"
label = "办法"
type = "choice"
choices = { a = "甲", b = "乙" }
default = "a"
"""

INDICATORS = """
[templates]
W = "(1 + pupils.total)"
[templates.w]
primary = "1"
junior = "1.1"

[[indicator]]
id = "L1_{pj}"
label = "{学段}生均"
value = "pupils.kept_{s} * {w} / {W}"
standard = { primary = 4.2, junior = 5.3 }
decimals = 2

[[indicator]]
id = "G1"
label = "检查"
value = "pupils.total > 0"
shown = "pupils.total"
wanted = false

[[indicator]]
id = "D_all"
label = "全部"
scope = "district"
method = "all"
of = ["L1_primary", "G1"]
judged = false
"""

PUPILS = """
id = "pupils"
label = "学生"
note = "时点"

[[section]]
title = "第一部分"

[[section.item]]
field = "has_primary"
label = "有小学"
type = "yes_no"
required = true

[[section.item]]
field = "kept_{pj}"
label = "{学段}学生"
type = "integer"
unit = "人"
required = true
when = "pupils.has_primary"
range = "0..100"
plausible = "0..period.year"
help = "说明"
source = "统计"
confidence = "高"

[[section.item]]
field = "code"
label = "代码"
type = "text"
code = true
length = "2..6"
pattern = "[0-9]+"

[[section.item]]
field = "opened"
label = "日期"
type = "date"
range = "2000-01-01..period.point_date"

[[section.item]]
field = "bell"
label = "时刻"
type = "time"
range = "06:00..12:00"

[[section.item]]
field = "files"
label = "附件"
type = "attachment"
files = 5
max_mb = 20

[[section.item]]
field = "total"
label = "合计"
type = "integer"
calculate = "sum_of(pupils.rows, each.twice)"

[[section.item]]
table = "rows"
label = "年级表"
key = ["grade"]
rows = "fixed"
row_when = "row.grade == '1' or pupils.has_primary"
when = "pupils.has_primary"
columns = [
    { id = "grade", label = "年级", type = "choice", choices = "grade" },
    { id = "number", label = "人数", type = "integer", required = true, when = "row.grade == '1'" },
    { id = "twice", label = "两倍", type = "integer", calculate = "row.number * 2" },
]

[[section.item]]
table = "free"
label = "名册"
key = ["name", "number"]
at_least_one = true
columns = [
    { id = "name", label = "姓名", type = "text", required = true },
    { id = "number", label = "号", type = "integer", required = true },
]
"""

PUPILS_RULES = """
[[rule]]
id = "R-pupils-001"
severity = "error"
sections = ["primary", "junior"]
check = "pupils.kept_{s} <= pupils.total"
message = "{学段}大于合计 {pupils.total}。"
source = "算"
confidence = "算"
tag = "kept"

[[rule]]
id = "R-pupils-002"
severity = "query"
table = "pupils.rows"
check = "row.number <= setting.limit"
message = "{row.number} 太大。"
example = "2024 年因并校增加。"
"""

BUREAU = """
id = "bureau"
label = "区级"
filled_by = "bureau"

[[section]]
title = "汇总"

[[section.item]]
field = "sum_primary"
label = "小学合计"
type = "integer"
calculate = "dsum(pupils.kept_primary)"
"""

BUREAU_RULES = """
[[rule]]
id = "R-bureau-001"
severity = "hint"
check = "bureau.sum_primary == dsum(pupils.total)"
message = "不一致。"
"""

SMALL = {
    "pack.toml": PACK,
    "choices.toml": CHOICES,
    "settings.toml": SETTINGS,
    "indicators.toml": INDICATORS,
    "pupils.toml": PUPILS,
    "pupils.rules.toml": PUPILS_RULES,
    "bureau.toml": BUREAU,
    "bureau.rules.toml": BUREAU_RULES,
}


def changed(name: str, old: str, new: str) -> dict[str, str]:
    """The small pack with one text of one file replaced; the text has to be there."""
    assert old in SMALL[name], old
    return {**SMALL, name: SMALL[name].replace(old, new, 1)}


def balance() -> dict[str, str]:
    """The files of the pack the program ships."""
    folder = ROOT / "resources" / "forms" / "balance-2024.1"
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.toml")}
