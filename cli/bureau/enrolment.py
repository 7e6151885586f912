"""``main.py bureau enrol|revoke``: a school is given its certificate, or loses it."""

import argparse
from pathlib import Path

from cli.bureau.desk import (
    add_root_key,
    bureau_verb,
    desk_at_work,
    officer_of,
    root_key_of,
    write_issued,
)
from cli.output import Result, say
from cli.parser import Verbs, add_force, spoken
from cli.passphrase import add_passphrase, read_passphrase, read_root_passphrase
from operations import files
from operations.bureau import store as bureau_store
from operations.bureau.schools import enrol as bureau_enrol


def add_to(verbs: Verbs) -> None:
    """Add the verbs."""
    enrol = bureau_verb(verbs, "enrol", _enrol, text="按开户申请给学校开户")
    enrol.add_argument("request", type=Path, metavar="申请", help="学校的开户申请（…-request.csr）")
    enrol.add_argument("target", type=Path, metavar="目标", help="开户文件写到哪个文件或文件夹")
    enrol.add_argument("--school", metavar="代码", help="核对：应当是哪所学校的申请")
    enrol.add_argument("--fingerprint", metavar="指纹", help="核对：盖章申请表上的指纹（20 位）")
    enrol.add_argument(
        "--replaces",
        type=spoken,
        default="",
        metavar="原因",
        help="重新开户：同时吊销这所学校原来的证书，写明原因，例如“密钥遗失”“校长更换”",
    )
    add_root_key(enrol)
    add_passphrase(enrol)
    add_force(enrol)
    revoke = bureau_verb(verbs, "revoke", _revoke, text="吊销学校的证书")
    revoke.add_argument("--school", required=True, metavar="代码", help="学校标识码")
    revoke.add_argument(
        "--reason", type=spoken, required=True, metavar="原因", help="吊销的原因，记入日志"
    )
    add_root_key(revoke)
    add_passphrase(revoke)


def _enrol(arguments: argparse.Namespace) -> Result:
    request = files.read_file(arguments.request, limit=files.REQUEST)
    with bureau_store.open_bureau(arguments.store, read_only=True) as store:
        name = bureau_enrol.opening_name(store, request, school=arguments.school)
    files.check_target(arguments.target, name=name, replace=arguments.force)
    passphrase = read_passphrase(arguments, prompt="区局口令")
    root_passphrase = read_root_passphrase(arguments)
    with (
        bureau_store.open_bureau(arguments.store) as store,
        desk_at_work(arguments, store, passphrase) as desk,
    ):
        found = bureau_enrol.enrol_school(
            desk,
            request,
            authority=bureau_store.unlock_authority(store, root_key_of(arguments), root_passphrase),
            school=arguments.school,
            request_fingerprint=arguments.fingerprint,
            replaces=arguments.replaces,
        )
    if arguments.fingerprint is None:
        say("没有给出 --fingerprint：请把下面的申请指纹与学校盖章的申请表核对，不一致就吊销。")
    path = write_issued(arguments.target, found.opening, replace=arguments.force)
    data = {
        "file": str(path),
        "school": found.school.code,
        "request_fingerprint": found.request_fingerprint,
        "root_fingerprint": found.root_fingerprint,
    }
    lines = [
        f"已给{found.school.name}（{found.school.code}）开户，开户文件在 {path}。",
        f"申请指纹：{found.request_fingerprint}；根证书指纹：{found.root_fingerprint}。",
    ]
    return Result(data, lines)


def _revoke(arguments: argparse.Namespace) -> Result:
    root_passphrase = read_root_passphrase(arguments)
    actor = officer_of(arguments)
    with bureau_store.open_bureau(arguments.store) as store:
        authority = bureau_store.unlock_authority(store, root_key_of(arguments), root_passphrase)
        count = bureau_enrol.revoke_school(
            store, arguments.school, authority=authority, actor=actor, reason=arguments.reason
        )
    data = {"school": arguments.school, "revoked": count}
    return Result(
        data, [f"已吊销学校 {arguments.school} 的 {count} 份证书；以后的文件都带新的吊销列表。"]
    )
