"""``main.py school confirm``: who is 统计人员 and 审核人, and their confirmations before the signature."""

import argparse

from cli.offices import add_office, office_of
from cli.output import Result, say
from cli.parser import Verbs, spoken
from cli.passphrase import add_passphrase, read_passphrase
from cli.school.desk import clerk, opened, school_verb
from cli.wording import problem_lines
from forms.confirmation import Signatory
from operations.errors import Misused, NotReady
from operations.school.keys.own_keys import unlock_own_key
from operations.school.records import SchoolStore
from operations.school.signing.confirm import (
    Confirmed,
    confirm_return,
    name_people,
    people,
    read_confirmed,
)
from operations.school.signing.own_signature import has_own_key


def add_to(verbs: Verbs) -> None:
    """Add the verb."""
    text = "登记统计人员和审核人，由三人依次确认；不带选项时查看谁已确认"
    parser = school_verb(
        verbs, "confirm", _confirm, text=text, person="确认人姓名，记入日志和上报数据"
    )
    for option, whose in (("--statistician", "统计人员"), ("--reviewer", "审核人")):
        parser.add_argument(option, type=spoken, metavar="姓名", help=f"登记本校的{whose}")
    add_office(parser, text="以什么身份确认；要同时写 --person")
    add_passphrase(parser)


def _confirm(arguments: argparse.Namespace) -> Result:
    names = (arguments.statistician, arguments.reviewer)
    is_naming, signatory = any(name is not None for name in names), office_of(arguments)
    if signatory is not None and not arguments.person:
        raise Misused("确认要写明本人姓名：--person 姓名。")
    read_only = signatory is None and not is_naming
    with opened(arguments, read_only=read_only) as store:
        if is_naming:
            _name(store, arguments)
        if signatory is not None:
            _give(store, signatory, arguments)
        return _result(read_confirmed(store))


def _name(store: SchoolStore, arguments: argparse.Namespace) -> None:
    """Name one or both; who is not named stays."""
    known = people(store)
    statistician, reviewer = (
        known.get(signatory, "") if given is None else given
        for signatory, given in (
            (Signatory.STATISTICIAN, arguments.statistician),
            (Signatory.REVIEWER, arguments.reviewer),
        )
    )
    actor = clerk(arguments)
    name_people(store, statistician=statistician, reviewer=reviewer, actor=actor)


def _give(store: SchoolStore, signatory: Signatory, arguments: argparse.Namespace) -> None:
    name, key = arguments.person, None
    if has_own_key(store, signatory):
        passphrase = read_passphrase(arguments, prompt=f"{name}的签名口令")
        key = unlock_own_key(store, signatory, passphrase)
    try:
        confirm_return(store, signatory, name=name, key=key)
    except NotReady as refusal:
        for line in problem_lines(refusal.problems):
            say(line)
        raise


def _result(found: Confirmed) -> Result:
    data: dict[str, object] = {
        "people": {signatory.value: name for signatory, name in found.people.items()},
        "digest": found.digest,
        "confirmations": [
            {
                "signatory": one.signatory.value,
                "name": one.name,
                "at": one.at.isoformat(),
                "signed": one.signatory in found.signed,
            }
            for one in found.given
        ],
        "void": list(found.void),
        "next": None if found.next is None else found.next.value,
        "note": found.note,
    }
    given = {one.signatory: one for one in found.given}
    lines = [
        f"{signatory.label}：{found.people.get(signatory, '未登记')}，"
        + (
            f"{given[signatory].at.astimezone():%Y-%m-%d %H:%M} 已确认"
            f"{'，用本人的密钥签名' if signatory in found.signed else ''}"
            if signatory in given
            else "未确认"
        )
        for signatory in Signatory
    ]
    lines.extend(found.void)
    if found.note:
        lines.append(found.note)
    return Result(data, lines)
