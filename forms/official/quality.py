"""Table Ⅴ of the application form: the nine items of 教育质量."""

from typing import Final

from forms.official.items import ItemRow, ItemTable

_GOOD: Final = "each.{0} in ('excellent', 'good')"
_BOTH_GOOD: Final = f"{_GOOD.format('moral_grade')} and {_GOOD.format('culture_grade')}"
_RETENTION: Final = {
    "a": "（毕业 − 转入 + 转出）÷（三年前入学 − 死亡）",
    "b": "毕业 ÷（三年前入学 + 转入 − 转出 − 死亡）",
}
_FORMULA: Final = (
    f"'{_RETENTION['a']}' if setting.retention_formula == 'a' else '{_RETENTION['b']}'"
)
_SUBJECTS: Final = ("chinese", "mathematics", "science", "pe", "arts", "moral")
_LEVELS: Final = "{{'Ⅰ' if {0} == 1 else 'Ⅱ' if {0} == 2 else 'Ⅲ' if {0} == 3 else 'Ⅳ'}}"


def _of_subject(code: str, column: str) -> str:
    return f"sum_of(district.quality_monitoring, {column}, each.monitor_subject == '{code}')"


def _monitoring(labels: tuple[str, ...]) -> str:
    parts = [
        f"{label} {_LEVELS.format(_of_subject(code, 'number(each.level)'))} 级、"
        f"{{{_of_subject(code, 'each.school_gap')}|3}}"
        for label, code in zip(labels, _SUBJECTS, strict=True)
    ]
    return f"学业水平等级、校际差异率：{'；'.join(parts)}。"


QUALITY: Final = ItemTable(
    "V",
    "表Ⅴ 教育质量情况",
    (
        ItemRow(
            "D_Q1",
            "初中三年巩固率达到 95% 以上",
            "毕业 {dsum(pupils.graduates_junior)|0 人}，三年前入学 "
            "{dsum(pupils.cohort_entry_junior)|0 人}，转入 {dsum(pupils.cohort_in_junior)|0 人}，"
            "死亡 {dsum(pupils.cohort_died_junior)|0 人}，转出 {dsum(pupils.cohort_out_junior)|0 人}，"
            f"巩固率 {{district.retention_junior|1%}}；算法：{{{_FORMULA}}}。",
            "三年前入学的初中学生 {dsum(pupils.cohort_entry_junior)|0 人}。",
            (("district.retention_junior", "95"),),
        ),
        ItemRow(
            "D_Q2",
            "残疾儿童少年入学率达到 95% 以上",
            "残疾儿童少年 {district.disabled_children|0 人}，已入学 {district.disabled_enrolled|0 人}，"
            "入学率 {district.disabled_rate|1%}；其中在特殊教育学校 "
            "{district.disabled_in_special|0 人}，"
            "占 {pct(district.disabled_in_special, district.disabled_enrolled)|1%}。",
            "残疾儿童少年 {district.disabled_children|0 人}。",
            (("district.disabled_rate", "95"),),
        ),
        ItemRow(
            "D_Q3",
            "所有学校制定章程，实现学校管理与教学信息化",
            "{asked:D_Q3|0 所}学校中，有章程并实现管理信息化的 {passing:D_Q3|0 所}。",
        ),
        ItemRow(
            "D_Q4",
            "所有学校按不低于学校年度公用经费预算总额的 5% 安排教师培训经费",
            "{asked:D_Q4|0 所}学校中，达到 5% 的 {passing:D_Q4|0 所}；全区培训经费占公用经费预算 "
            "{pct(dsum(funding.training_budget), dsum(funding.public_budget))|1%}。",
        ),
        ItemRow(
            "D_Q5",
            "教师能熟练运用信息化手段组织教学，设施设备利用率较高",
            "{district.ict_use_note|。}全区每间多媒体教室每周 "
            "{dsum(facilities.multimedia_lessons) / dsum(facilities.multimedia_rooms)|1 课时}；"
            "使用教学平台的教师占 "
            "{pct(dsum(facilities.platform_teachers), dsum(staffing.fulltime_compulsory))|1%}。",
        ),
        ItemRow(
            "D_Q6",
            "所有学校德育工作、校园文化建设水平达到良好以上",
            "评定 {count_of(district.school_ratings)|0 所}，德育工作和校园文化都达到良好以上的 "
            f"{{count_of(district.school_ratings, {_BOTH_GOOD})|0 所}}。",
        ),
        ItemRow(
            "D_Q7",
            "课程开齐开足，教学秩序规范，综合实践活动有效开展",
            "{district.courses_note|。}学校数据中课程和劳动教育都符合要求的占 {share:Q7_courses|1%}。",
        ),
        ItemRow(
            "D_Q8",
            "无过重课业负担",
            "{district.workload_note|。}学校数据中双减七项都达标的占 {share:Q8_workload|1%}。",
        ),
        ItemRow(
            "D_Q9",
            "国家义务教育质量监测学业水平达到 Ⅲ 级以上，校际差异率低于 0.15",
            _monitoring(("语文", "数学", "科学", "体育", "艺术", "德育")),
        ),
    ),
)
"""表Ⅴ."""
