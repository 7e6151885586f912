"""``main.py school print …``: the forms on paper, filled or empty."""

import argparse
from pathlib import Path

from cli.form_results import add_forms
from cli.output import Result
from cli.parser import Verbs, add_force
from cli.school.desk import opened, school_verb
from operations import files
from operations.school.exchange import paper


def add_to(verbs: Verbs) -> None:
    """Add the verb."""
    text = "打印填报表（PDF）：现在填的内容，或空白表；没有签名的带“草稿”字样"
    verb = school_verb(verbs, "print", _print, text=text, person="")
    verb.add_argument("target", type=Path, metavar="目标", help="写到哪个文件或文件夹")
    verb.add_argument("--blank", action="store_true", help="空白表，供先在纸上填写")
    add_forms(verb)
    add_force(verb)


def _print(arguments: argparse.Namespace) -> Result:
    with opened(arguments, read_only=True) as store:
        content = paper.print_forms(store, blank=arguments.blank, forms=arguments.forms)
        stem = f"{store.meta.school_code}-{store.meta.period}"
    kind = "空白表" if arguments.blank else "填报表"
    path = files.write_file(
        arguments.target, content, name=f"{stem}-{kind}.pdf", replace=arguments.force
    )
    return Result({"file": str(path)}, [f"{kind}已写到 {path}。"])
