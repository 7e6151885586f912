"""``main.py school own-key``: keys of their own for 统计人员 and 审核人."""

import argparse
from pathlib import Path
from typing import Final

from cli.offices import OWN_KEYS, add_office, office_of
from cli.output import Result, say
from cli.parser import Verbs, add_force
from cli.passphrase import add_passphrase, read_passphrase
from cli.school.desk import clerk, opened, school_verb
from forms.confirmation import Signatory
from forms.workflow import Actor
from operations import files
from operations.errors import Misused, Refused
from operations.keys.locked_keys import MAKING_KEYS
from operations.school.keys.own_keys import forget_own_key, read_own_certificate, request_own_key
from operations.school.records import SchoolStore
from operations.school.signing.confirm import people

_ACTIONS: Final = ("request", "read", "forget")


def add_to(verbs: Verbs) -> None:
    """Add the verb."""
    text = (
        "统计人员、审核人可以有自己的签名密钥：request 生成密钥和申请，read 读入区局颁发的证书，"
        "forget 不再使用"
    )
    parser = school_verb(verbs, "own-key", _own_key, text=text)
    parser.add_argument("action", choices=_ACTIONS, metavar="做什么", help="、".join(_ACTIONS))
    parser.add_argument(
        "file", type=Path, nargs="?", metavar="文件", help="request 写到哪里；read 读哪张证书"
    )
    add_office(parser, among=OWN_KEYS, text="request、forget：谁的密钥")
    add_passphrase(parser)
    add_force(parser)


def _own_key(arguments: argparse.Namespace) -> Result:
    action, signatory = arguments.action, office_of(arguments)
    if (arguments.file is None) is not (action == "forget"):
        raise Misused("request 和 read 要写明文件；forget 不用。")
    if (signatory is None) is not (action == "read"):
        raise Misused("request 和 forget 要写明 --as；read 以证书为准，不用写。")
    actor = clerk(arguments)
    with opened(arguments) as store:
        if signatory is None:
            return _read(arguments, store, actor)
        if action == "forget":
            forget_own_key(store, signatory, actor=actor)
            return Result({}, [f"{signatory.label}以后不用密钥确认；请告诉区局吊销这张证书。"])
        return _request(arguments, store, signatory, actor)


def _request(
    arguments: argparse.Namespace, store: SchoolStore, signatory: Signatory, actor: Actor
) -> Result:
    files.check_target(arguments.file, replace=arguments.force)
    name = people(store).get(signatory, "")
    if not name:
        raise Refused(f"还没有登记谁是{signatory.label}。请先用 school confirm 登记。")
    passphrase = read_passphrase(arguments, prompt=f"{name}的新口令", twice=True)
    say(MAKING_KEYS)
    made = request_own_key(store, signatory, name=name, passphrase=passphrase, actor=actor)
    path = files.write_file(arguments.file, made.content, name=made.name, replace=arguments.force)
    data = {"file": str(path), "fingerprint": made.fingerprint, "words": made.words}
    lines = [
        f"申请已写到 {path}，请连同盖章的申请表交区局，表上写明姓名 {name} 和身份{signatory.label}。",
        f"指纹：{made.fingerprint}（{made.words}）",
    ]
    return Result(data, lines)


def _read(arguments: argparse.Namespace, store: SchoolStore, actor: Actor) -> Result:
    content = files.read_file(arguments.file, limit=files.KEY)
    passphrase = read_passphrase(arguments, prompt="本人的签名口令")
    info = read_own_certificate(store, content, passphrase=passphrase, actor=actor)
    data = {"name": info.name, "serial": info.serial, "not_after": info.not_after.isoformat()}
    return Result(data, [f"{info.name}的证书已读入，以后确认时要输入本人的口令。"])
