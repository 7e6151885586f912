"""``main.py school fill|template|check``: the answers of a return, from files and as they stand."""

import argparse

from cli.form_results import add_filling, add_template, check_result, fill_mode, fill_result
from cli.output import Result
from cli.parser import Verbs, add_force
from cli.school.desk import clerk, opened, say_pack_note, school_verb
from cli.wording import campus_json, indicator_json
from operations import files
from operations.school import check as school_check
from operations.school.exchange import fill as school_fill


def add_to(verbs: Verbs) -> None:
    """Add the verbs."""
    add_filling(school_verb(verbs, "fill", _fill, text="从 JSON 或填报模板填入"))
    template = school_verb(verbs, "template", _template, text="导出 Excel 填报模板")
    add_template(template)
    add_force(template)
    school_verb(verbs, "check", _check, text="检查全部填报内容")


def _fill(arguments: argparse.Namespace) -> Result:
    with opened(arguments, read_only=arguments.dry_run) as store:
        say_pack_note(store)
        done = school_fill.fill_from_files(
            store, arguments.files, actor=clerk(arguments), mode=fill_mode(arguments)
        )
    return fill_result(done)


def _template(arguments: argparse.Namespace) -> Result:
    with opened(arguments, read_only=True) as store:
        content = school_fill.write_template(store, forms=arguments.forms)
    path = files.write_file(
        arguments.target, content, name="填报模板.xlsx", replace=arguments.force
    )
    return Result({"file": str(path)}, [f"填报模板已写到 {path}。"])


def _check(arguments: argparse.Namespace) -> Result:
    with opened(arguments, read_only=True) as store:
        say_pack_note(store)
        found = school_check.check_return(store)
    data = {
        "state": found.state.value,
        "revision": found.revision,
        "indicators": [indicator_json(value) for value in found.indicators],
    }
    if found.campuses:
        data["campuses"] = [campus_json(campus) for campus in found.campuses]
    return check_result(found.problems, data=data)
