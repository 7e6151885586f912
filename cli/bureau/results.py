"""Answers of the bureau's commands, as lines and as JSON."""

from forms.evaluation import INDICATORS, VERDICT_WORDS, DistrictEvaluation, LevelEvaluation
from forms.rounding import rounded
from operations.bureau.intake.rehearsal import Rehearsed
from operations.bureau.intake.settling import ImportResult


def import_json(result: ImportResult) -> dict[str, object]:
    """One file of an import for ``--json``; ``elsewhere`` stands only where another computer has it."""
    return {
        "file": result.file,
        "verdict": result.verdict.name,
        "code": result.code.value,
        "message": result.message,
        "school": result.school,
        "period": result.period or None,
        "number": result.number or None,
        "accepted": result.accepted,
        **({"elsewhere": True} if result.elsewhere else {}),
    }


def import_line(result: ImportResult) -> str:
    """One file of an import as a line."""
    word = "接收" if result.accepted else "别处" if result.elsewhere else "拒收"
    return f"{word}  {result.code}  {result.file}  {result.message}"


def rehearsal_json(found: Rehearsed) -> dict[str, object]:
    """One file of a rehearsal for ``--json``."""
    return {
        **import_json(found.result),
        "standing": found.standing.value,
        "standing_label": found.standing.label,
    }


def rehearsal_line(found: Rehearsed) -> str:
    """One file of a rehearsal as a line."""
    result = found.result
    return f"{found.standing.label}  {result.code}  {result.file}  {result.message}"


def evaluation_lines(evaluation: DistrictEvaluation) -> list[str]:
    """The evaluation in a few lines."""
    lines = [f"资源配置：{VERDICT_WORDS[evaluation.passes]}"]
    if not evaluation.levels:
        lines.append("没有参加评估的学校，没有可以评估的数。")
    for level in evaluation.levels.values():
        lines.extend(_level_lines(level))
    lines.extend(
        f"未参评：{item.name}（{item.code}），{item.reason.label}" for item in evaluation.excluded
    )
    if evaluation.outstanding:
        lines.append(f"还没有上报：{'、'.join(evaluation.outstanding)}")
    return lines


def _level_lines(level: LevelEvaluation) -> list[str]:
    pupils = "缺" if level.pupils is None else str(level.pupils)
    passed = sum(school.passes is True for school in level.schools)
    lines = [f"{level.level.label}：{len(level.schools)} 所，{pupils} 人，{passed} 所达标"]
    for place, (name, found) in enumerate(zip(INDICATORS, level.coefficients, strict=True)):
        mean = "缺" if found.mean is None else rounded(found.mean, 2)
        cv = "缺" if found.cv is None else f"{found.cv:.4f}"
        lines.append(
            f"  {name}  平均值 {mean}  差异系数 {cv}（{VERDICT_WORDS[found.passes]}）"
            f"  达标 {level.reached(place)} 所"
        )
    return lines
