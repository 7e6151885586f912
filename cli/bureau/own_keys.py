"""``main.py bureau certify``: certificates for a school's 统计人员 and 审核人."""

import argparse
from pathlib import Path

from cli.bureau.desk import add_root_key, bureau_verb, officer_of, root_key_of
from cli.offices import OWN_KEYS, add_office, office_of
from cli.output import Result
from cli.parser import Verbs, add_force, spoken
from cli.passphrase import add_passphrase, read_root_passphrase
from forms.confirmation import Signatory
from operations import files
from operations.bureau import store as bureau_store
from operations.bureau.schools.own_keys import Office, certificate_name, certify, revoke_own
from operations.errors import Misused


def add_to(verbs: Verbs) -> None:
    """Add the verb."""
    text = "给学校的统计人员或审核人颁发签名证书；用 --revoke 吊销"
    verb = bureau_verb(verbs, "certify", _certify, text=text)
    verb.add_argument("request", type=Path, nargs="?", metavar="申请", help="学校的申请（.csr）")
    verb.add_argument("target", type=Path, nargs="?", metavar="目标", help="证书写到哪里")
    verb.add_argument("--school", required=True, metavar="代码", help="学校标识码")
    add_office(verb, among=OWN_KEYS, required=True, text="以什么身份签名")
    verb.add_argument(
        "--name", type=spoken, default="", metavar="姓名", help="申请表上的姓名，写进证书"
    )
    verb.add_argument("--fingerprint", metavar="指纹", help="核对：盖章申请表上的指纹（20 位）")
    verb.add_argument("--revoke", type=spoken, default="", metavar="原因", help="吊销现在的证书")
    add_root_key(verb)
    add_passphrase(verb)
    add_force(verb)


def _certify(arguments: argparse.Namespace) -> Result:
    signatory = office_of(arguments) or Signatory.STATISTICIAN
    if bool(arguments.revoke) is (arguments.target is not None):
        raise Misused("颁发要写明申请、目标和 --name；吊销只写 --revoke 原因。")
    if arguments.target is not None:
        name = certificate_name(arguments.school, signatory)
        files.check_target(arguments.target, name=name, replace=arguments.force)
        request = files.read_file(arguments.request, limit=files.KEY)
    root_passphrase = read_root_passphrase(arguments)
    actor = officer_of(arguments)
    with bureau_store.open_bureau(arguments.store) as store:
        authority = bureau_store.unlock_authority(store, root_key_of(arguments), root_passphrase)
        if arguments.revoke:
            revoke_own(
                store,
                arguments.school,
                signatory,
                authority=authority,
                actor=actor,
                reason=arguments.revoke,
            )
            line = f"已吊销学校 {arguments.school} {signatory.label}的证书；以后的文件都带新的吊销列表。"
            return Result({"school": arguments.school, "revoked": signatory.value}, [line])
        made = certify(
            store,
            request,
            Office(arguments.school, signatory, arguments.name),
            request_fingerprint=arguments.fingerprint,
            authority=authority,
            actor=actor,
        )
    path = files.write_file(arguments.target, made.content, name=made.name, replace=arguments.force)
    lines = [
        f"{signatory.label}{arguments.name}的证书已写到 {path}，请交学校读入。",
        f"申请的指纹：{made.fingerprint}，应与盖章的申请表相同。",
    ]
    return Result({"file": str(path), "fingerprint": made.fingerprint}, lines)
