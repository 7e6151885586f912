"""``main.py school submit|return|sign|export|receipt``: a return on its way to the bureau, and back."""

import argparse
from pathlib import Path

from cli.output import Result, say
from cli.parser import Verbs, add_force, spoken
from cli.passphrase import add_passphrase
from cli.school.desk import clerk, opened, principal, say_pack_note, school_verb
from cli.token_options import add_token, principals_key
from cli.wording import problem_lines
from operations import files
from operations.errors import NotReady, Refused, Unanswered
from operations.keys import key_care
from operations.school import check as school_check
from operations.school.delivery.export import export_package
from operations.school.delivery.replies import read_reply
from operations.school.keys.key_care import school_keys_state
from operations.school.signing import sign as school_sign
from operations.school.signing.signing_preview import preview_signature


def add_to(verbs: Verbs) -> None:
    """Add the verbs."""
    submit = school_verb(verbs, "submit", _submit, text="提交校长审核")
    submit.add_argument(
        "--unanswered", action="store_true", help="还有没回复的意见也提交；不写就拒绝"
    )
    back = school_verb(verbs, "return", _return, text="退回填报员修改；已签名的重新打开为新的一版")
    back.add_argument(
        "--reason", type=spoken, required=True, metavar="原因", help="退回的原因，记入日志"
    )
    sign = school_verb(verbs, "sign", _sign, text="校长签名")
    add_passphrase(sign)
    add_token(sign)
    export = school_verb(verbs, "export", _export, text="导出加密的上报包")
    export.add_argument("target", type=Path, metavar="目标", help="写到哪个文件或文件夹")
    export.add_argument("--plain", action="store_true", help="不加密，导出签名包本身（.asice）")
    add_force(export)
    reply = school_verb(verbs, "receipt", _receipt, text="读入区局的回执或退回单")
    reply.add_argument("file", type=Path, metavar="文件", help="区局发回的回执或退回单（.asice）")


def _submit(arguments: argparse.Namespace) -> Result:
    with opened(arguments) as store:
        say_pack_note(store)
        try:
            agreed = arguments.unanswered
            school_check.submit_return(store, actor=clerk(arguments), unanswered=agreed)
        except NotReady as refusal:
            for line in problem_lines(refusal.problems):
                say(line)
            raise
        except Unanswered as refusal:
            raise Refused(f"{refusal.message}确实要先提交，请加 --unanswered。") from refusal
        data = {"state": store.revisions.state.value, "revision": store.revisions.number}
    return Result(data, ["已提交，等待校长审核签名。"])


def _return(arguments: argparse.Namespace) -> Result:
    with opened(arguments) as store:
        school_check.send_back(store, actor=principal(arguments), reason=arguments.reason)
        data = {"state": store.revisions.state.value, "revision": store.revisions.number}
    return Result(data, [f"已退回填报员修改，现在是第 {data['revision']} 版。"])


def _sign(arguments: argparse.Namespace) -> Result:
    with opened(arguments) as store:
        say_pack_note(store)
        with principals_key(arguments, store) as key:
            school_sign.confirm_as_head(store)
            preview = preview_signature(store)
            signed = school_sign.sign_return(
                store, key=key, actor=principal(arguments), digest=preview.digest
            )
        due = key_care.warnings(school_keys_state(store))
    data = {
        "number": signed.number,
        "identity": signed.identity,
        "digest": signed.digest,
        "signer": signed.signer.name,
        "revision": preview.revision,
    }
    for warning in due:
        say(warning)
    lines = [
        f"{signed.signer.name}已签名第 {signed.number} 号上报包（第 {preview.revision} 版）。",
        f"数据摘要：{signed.digest}",
    ]
    return Result(data, lines)


def _export(arguments: argparse.Namespace) -> Result:
    with opened(arguments) as store:
        done = export_package(
            store,
            arguments.target,
            actor=clerk(arguments),
            replace=arguments.force,
            plain=arguments.plain,
        )
    data = {
        "file": str(done.path),
        "number": done.number,
        "identity": done.identity,
        "encrypted": done.encrypted,
    }
    kind = "加密的上报包" if done.encrypted else "未加密的上报包"
    return Result(data, [f"{kind}已写到 {done.path}，请交区局。"])


def _receipt(arguments: argparse.Namespace) -> Result:
    content = files.read_file(arguments.file)
    with opened(arguments) as store:
        reply = read_reply(store, content, actor=clerk(arguments))
    data = {
        "kind": reply.kind.value,
        "number": reply.number,
        "state": reply.state.value,
        "comments": reply.comments,
        "reason": reply.reason,
        "renewed": reply.renewed,
    }
    lines = [
        f"已读入第 {reply.number} 号上报包的{reply.kind.label}，填报表现在是“{reply.state.label}”。"
    ]
    if reply.renewed:
        lines.append("回执带来了换发的签名证书，已经换上，口令不变。")
    if reply.reason:
        lines.append(f"退回原因：{reply.reason}；意见 {reply.comments} 条。")
    return Result(data, lines)
