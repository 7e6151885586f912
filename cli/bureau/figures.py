"""The bureau's commands about figures: its own form, and the evaluation of the district."""

import argparse
from pathlib import Path

from cli.bureau.desk import bureau_verb, officer_of
from cli.bureau.proof import recomputed
from cli.bureau.results import evaluation_lines
from cli.form_results import add_filling, add_template, check_result, fill_mode, fill_result
from cli.output import Exit, Result, say
from cli.parser import Verbs, add_force
from cli.places import store_place
from forms.district import DistrictItem, DistrictVerdict
from forms.district.figures import district_json
from forms.evaluation import VERDICT_WORDS
from operations import files
from operations.bureau.evaluation import district_form as bureau_form
from operations.bureau.evaluation import evaluate as bureau_evaluate
from operations.bureau.returns import last_year as bureau_last_year
from operations.bureau.store import open_bureau
from operations.errors import Misused
from operations.store_files import BUREAU_ENDING

_NAMED = 3


def add_to(verbs: Verbs) -> None:
    """Add the verbs ``last``, ``fill``, ``template``, ``check`` and ``evaluate``."""
    verb = bureau_verb(verbs, "last", last, text="从上年的局端库取上年数，随开户文件发给学校")
    verb.add_argument(
        "older",
        type=store_place,
        metavar="上年局端库",
        help=f"本局上年的局端库（{BUREAU_ENDING}，或服务器地址）",
    )
    verb = bureau_verb(verbs, "fill", fill, text="从 JSON 或填报模板填入区级数据")
    add_filling(verb)
    verb = bureau_verb(verbs, "template", template, text="导出区级数据的 Excel 填报模板")
    add_template(verb)
    add_force(verb)
    bureau_verb(verbs, "check", check, text="检查区级数据，逐项判断全区是否达标")
    text = "评估全区：七项指标、差异系数和区级各项"
    judge = bureau_verb(verbs, "evaluate", evaluate, text=text, optional=True)
    judge.add_argument("--table", type=Path, metavar="表", help="只评估一张原始表（CSV 或 xlsx）")
    judge.add_argument(
        "--sheet", default="", metavar="名称", help="和 --table 一起用：读工作簿里的哪一张工作表"
    )
    judge.add_argument(
        "--refused",
        type=Path,
        metavar="文件",
        help="和 --table 一起用：没有接受的行连同原因写到这个文件（.csv 或 .xlsx）",
    )
    judge.add_argument(
        "--from-packages",
        action="store_true",
        help="从各校签名的上报包重新计算每个数，与库中的比较；有不同就逐项列出",
    )
    add_force(judge)


def last(arguments: argparse.Namespace) -> Result:
    """``bureau last``: take last year's figures over from last year's store."""
    actor = officer_of(arguments)
    with open_bureau(arguments.store) as store, open_bureau(arguments.older, read_only=True) as old:
        taken = bureau_last_year.take_over_last_year(store, old, actor=actor)
    data = {"schools": list(taken.schools), "faults": dict(taken.faults)}
    lines = [f"已取 {len(taken.schools)} 所学校的上年数，从下一份开户文件起告诉学校。"]
    lines.extend(f"学校 {code} 的上年数没有取到：{why}" for code, why in taken.faults.items())
    return Result(data, lines, Exit.REFUSED if taken.faults else Exit.DONE)


def fill(arguments: argparse.Namespace) -> Result:
    """``bureau fill``: fill the bureau's own form from a file."""
    actor = officer_of(arguments)
    with open_bureau(arguments.store, read_only=arguments.dry_run) as store:
        done = bureau_form.fill_bureau_form(
            store, arguments.files, actor=actor, mode=fill_mode(arguments)
        )
    return fill_result(done)


def template(arguments: argparse.Namespace) -> Result:
    """``bureau template``: write the template workbook of the bureau's own form."""
    with open_bureau(arguments.store, read_only=True) as store:
        content = bureau_form.bureau_template(store, forms=arguments.forms)
    path = files.write_file(
        arguments.target, content, name="区级数据模板.xlsx", replace=arguments.force
    )
    return Result({"file": str(path)}, [f"区级数据的填报模板已写到 {path}。"])


def check(arguments: argparse.Namespace) -> Result:
    """``bureau check``: check the bureau's own form and judge the district with it."""
    with open_bureau(arguments.store, read_only=True) as store:
        found = bureau_form.check_bureau_form(store)
        district = district_json(found.verdict)
    return check_result(
        found.problems, data={"district": district}, lines=district_lines(found.verdict)
    )


def evaluate(arguments: argparse.Namespace) -> Result:
    """``bureau evaluate``: the whole district, or the seven indicators of one raw table."""
    if (arguments.table is None) == (arguments.store is None):
        raise Misused("请给出局端库，或用 --table 给出一张原始表，只能二选一。")
    if arguments.table is not None:
        if arguments.from_packages:
            raise Misused("--from-packages 要给出局端库，不能和 --table 一起用。")
        return _evaluate_table(arguments)
    if arguments.refused is not None:
        raise Misused("--refused 只和 --table 一起用。")
    if arguments.sheet:
        raise Misused("--sheet 只和 --table 一起用。")
    if arguments.from_packages:
        return recomputed(arguments.store)
    with open_bureau(arguments.store, read_only=True) as store:
        verdict = bureau_form.judge_district(store)
        data = bureau_evaluate.as_json(verdict.evaluation)
        data["district"] = district_json(verdict)
    return Result(data, [*evaluation_lines(verdict.evaluation), *district_lines(verdict)])


def _evaluate_table(arguments: argparse.Namespace) -> Result:
    data = files.read_file(arguments.table, limit=files.TABLE)
    found = bureau_evaluate.evaluate_table(data, sheet=arguments.sheet)
    for sentence in found.sentences:
        say(sentence)
    answer = bureau_evaluate.as_json(found.evaluation) | found.source.as_json()
    if found.refused:
        answer["refused"] = bureau_evaluate.refusals_json(found.table)
    if arguments.refused is not None:
        path = bureau_evaluate.write_refused(found, arguments.refused, replace=arguments.force)
        if path is not None:
            answer["refused_file"] = str(path)
            say(f"没有接受的行已写到 {path}，请改正后重新读入。")
    code = Exit.REFUSED if found.refused else Exit.DONE
    return Result(answer, evaluation_lines(found.evaluation), code)


def district_lines(verdict: DistrictVerdict) -> list[str]:
    """The verdict on a district, item by item."""
    lines = [_item_line(item) for item in verdict.items.values()]
    lines.append(f"优质均衡总判定：{VERDICT_WORDS[verdict.passes]}")
    return lines


def _item_line(item: DistrictItem) -> str:
    line = f"{item.indicator.id}  {item.indicator.label}：{item.label}"
    for word, schools in (("不达标", item.failing), ("缺数据", item.unknown)):
        if schools:
            more = "等" if len(schools) > _NAMED else ""
            names = "、".join(school.name for school in schools[:_NAMED])
            line += f"（{word} {len(schools)} 所：{names}{more}）"
    return line
