"""``main.py bureau officer``: who works at the bureau, with which certificate, and may do what."""

import argparse
from pathlib import Path
from typing import Final

from cli.bureau.desk import add_root_key, bureau_verb, desk_at_work, officer_of, root_key_of
from cli.output import Result
from cli.parser import Verbs, spoken
from cli.passphrase import add_passphrase, read_passphrase, read_root_passphrase
from forms.rights import Right, rights_told
from operations.bureau.keys import officers
from operations.bureau.keys.officers import OfficerState
from operations.bureau.records import BureauStore
from operations.bureau.store import open_bureau, unlock_authority
from operations.errors import Misused

_ACTIONS: Final = ("list", "add", "rights", "revoke")


def add_to(verbs: Verbs) -> None:
    """Add the verb ``officer``."""
    rights = "、".join(f"{right.value}（{right.label}）" for right in Right)
    text = "区局操作员：list 列出，add 添加一人，rights 改一人的权限，revoke 吊销一人的证书和权限"
    verb = bureau_verb(verbs, "officer", _officer, text=text)
    verb.add_argument("action", choices=_ACTIONS, metavar="做什么", help="、".join(_ACTIONS))
    verb.add_argument(
        "name", type=spoken, nargs="?", default="", metavar="姓名", help="哪一位操作员"
    )
    verb.add_argument(
        "--right",
        action="append",
        default=[],
        metavar="权限",
        help=f"add、rights：可以做什么，可写多次，写全：{rights}",
    )
    verb.add_argument(
        "--reason", type=spoken, default="", metavar="原因", help="revoke、rights：原因，记入日志"
    )
    verb.add_argument(
        "--new-passphrase-file",
        type=Path,
        metavar="文件",
        help="add：新操作员自己的口令文件；不写就在屏幕上询问",
    )
    add_root_key(verb)
    add_passphrase(verb)


def _officer(arguments: argparse.Namespace) -> Result:
    if arguments.action == "list":
        with open_bureau(arguments.store, read_only=True) as store:
            return _listed(store)
    if not arguments.name:
        raise Misused("请写明是哪一位操作员，例如 bureau officer 局端库 add 李娜。")
    rights = officers.parse_rights(arguments.right)
    if arguments.action == "revoke":
        return _revoke(arguments)
    if not rights:
        raise Misused("请用 --right 写明可以做什么，写全，例如 --right intake --right receipts。")
    return _add(arguments, rights) if arguments.action == "add" else _change(arguments, rights)


def _add(arguments: argparse.Namespace, rights: frozenset[Right]) -> Result:
    passphrase = read_passphrase(arguments, prompt="操作人自己的口令")
    root_passphrase = read_root_passphrase(arguments)
    given = argparse.Namespace(passphrase_file=arguments.new_passphrase_file)
    new = read_passphrase(given, prompt=f"{arguments.name}的新口令", twice=True)
    with (
        open_bureau(arguments.store) as store,
        desk_at_work(arguments, store, passphrase) as desk,
    ):
        authority = unlock_authority(store, root_key_of(arguments), root_passphrase)
        made = officers.add_officer(
            desk, arguments.name, rights, authority=authority, passphrase=new
        )
        said = f"已添加操作员{made.name}，可以：{rights_told(made.rights)}。"
        hint = "以后各人写明自己的姓名（--person），用自己的口令。"
        account = store.grant_for(made.number)
        about = ["数据库用户请由信息中心建立（口令另设），权限见 bureau new：", *account]
        return _listed(store, said, hint, *(about if account else ()))


def _change(arguments: argparse.Namespace, rights: frozenset[Right]) -> Result:
    root_passphrase = read_root_passphrase(arguments)
    with open_bureau(arguments.store) as store:
        made = officers.set_rights(
            store,
            arguments.name,
            rights,
            authority=unlock_authority(store, root_key_of(arguments), root_passphrase),
            actor=officer_of(arguments),
            reason=arguments.reason,
        )
        return _listed(store, f"{made.name}现在可以：{rights_told(made.rights)}。")


def _revoke(arguments: argparse.Namespace) -> Result:
    root_passphrase = read_root_passphrase(arguments)
    with open_bureau(arguments.store) as store:
        gone = officers.revoke_officer(
            store,
            arguments.name,
            authority=unlock_authority(store, root_key_of(arguments), root_passphrase),
            actor=officer_of(arguments),
            reason=arguments.reason,
        )
        said = f"已吊销操作员{gone.name}的证书，权限和密钥也已去掉；以后的文件都带新的吊销列表。"
        return _listed(store, said)


def _listed(store: BureauStore, *said: str) -> Result:
    found = officers.officer_states(store)
    data = {"officers": [_as_json(state) for state in found]}
    return Result(data, [*said, *map(_line, found)])


def _line(state: OfficerState) -> str:
    end = f"{state.not_after.astimezone():%Y-%m-%d}"
    who = state.officer
    return f"{who.name}  证书{state.status.word}，至 {end}  {rights_told(who.rights)}"


def _as_json(state: OfficerState) -> dict[str, object]:
    who = state.officer
    return {
        "number": who.number,
        "name": who.name,
        "rights": [right.value for right in Right if right in who.rights],
        "status": state.status.value,
        "not_after": state.not_after.isoformat(),
        "fingerprint": state.fingerprint,
    }
