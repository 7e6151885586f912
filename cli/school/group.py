"""``main.py school …``: every step of a school, without a screen."""

import argparse
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from cli.form_results import add_filling, add_template, check_result, fill_mode, fill_result
from cli.output import Result, say
from cli.parser import Parser, add_command, add_force, add_group, spoken
from cli.passphrase import add_passphrase, read_passphrase
from cli.school import (
    confirm,
    identity,
    keys,
    last_year,
    new_store,
    own_key,
    paper,
    points,
    review,
    statistics,
)
from cli.store_results import (
    add_copy,
    add_limit,
    add_target,
    add_verify,
    backup_result,
    backups_result,
    history_result,
    restore_result,
)
from cli.token_options import add_token, principals_key, token_of, uses_token
from cli.wording import campus_json, indicator_json, problem_lines
from forms.workflow import Actor, Role
from operations import files
from operations.errors import NotReady, Refused, Unanswered
from operations.keys import key_care
from operations.keys.locked_keys import MAKING_KEYS
from operations.school import check as school_check
from operations.school import store as school_store
from operations.school.delivery.export import export_package
from operations.school.delivery.replies import read_reply
from operations.school.exchange import fill as school_fill
from operations.school.keys import requests as school_requests
from operations.school.keys import token as school_token
from operations.school.keys.enrolment import enrolment
from operations.school.keys.key_care import school_keys_state
from operations.school.keys.opening import read_opening
from operations.school.keys.requests import RequestFile
from operations.school.records import SchoolStore
from operations.school.signing import sign as school_sign
from operations.school.signing.signing_preview import preview_signature
from operations.store_files import SCHOOL_ENDING


def add_to(groups: "argparse._SubParsersAction[Parser]") -> None:
    """Add the group ``school``."""
    verbs = add_group(groups, "school", "学校端：建库、开户、填报、检查、提交、签名、导出、回执")
    _add_file_verbs(verbs)
    _add_key_verbs(verbs)
    _add_filling_verbs(verbs)
    _add_step_verbs(verbs)
    last_year.add_to(verbs)
    statistics.add_to(verbs)
    confirm.add_to(verbs)
    review.add_to(verbs)
    points.add_to(verbs)
    own_key.add_to(verbs)
    keys.add_to(verbs)
    identity.add_to(verbs)
    paper.add_to(verbs)


def _verb(
    verbs: "argparse._SubParsersAction[Parser]",
    name: str,
    handler: Callable[[argparse.Namespace], Result],
    text: str,
) -> Parser:
    parser = add_command(verbs, name, handler, text=text)
    parser.add_argument(
        "store", type=Path, metavar="填报库", help=f"学校的填报库（{SCHOOL_ENDING}）"
    )
    parser.add_argument(
        "--person", type=spoken, default="", metavar="姓名", help="操作人姓名，记入日志"
    )
    return parser


def _add_file_verbs(verbs: "argparse._SubParsersAction[Parser]") -> None:
    new_store.add_to(verbs)
    past = _verb(verbs, "history", _history, "查看操作日志")
    add_verify(past, text="核对日志是否前后相连、没有改动，库里的内容与日志是否相符")
    add_limit(past)
    add_target(_verb(verbs, "backup", _backup, "备份填报库"))
    text = "列出填报库旁边的备份：各有什么，恢复它会失去什么"
    _verb(verbs, "backups", _backups, text)
    add_copy(_verb(verbs, "restore", _restore, "从备份恢复填报库；原来的库放在旁边，不删除"))


def _add_key_verbs(verbs: "argparse._SubParsersAction[Parser]") -> None:
    text = "生成签名密钥和开户申请；已开户的学校在读入新的开户文件之前仍用原来的密钥签名"
    request = _verb(verbs, "request", _request, text)
    request.add_argument("target", type=Path, metavar="目标", help="申请写到哪个文件或文件夹")
    request.add_argument(
        "--again", action="store_true", help="不生成新的密钥，把上一次的申请再写一份"
    )
    add_passphrase(request)
    add_token(request)
    add_force(request)
    _verb(verbs, "withdraw", _withdraw, "撤回还没有读入开户文件的申请，原来的密钥不变")
    opening = _verb(verbs, "open", _open, "读入区局发回的开户文件")
    opening.add_argument("file", type=Path, metavar="开户文件", help="区局发回的 …-opening.asice")
    opening.add_argument(
        "--key-elsewhere",
        action="store_true",
        help="签名密钥在校长的电脑上（从那里申请的开户），这个填报库只读入区局的资料",
    )
    opening.add_argument(
        "--fingerprint", metavar="指纹", help="区局通知上的根证书指纹（20 位），用来核对"
    )


def _add_filling_verbs(verbs: "argparse._SubParsersAction[Parser]") -> None:
    fill = _verb(verbs, "fill", _fill, "从 JSON 或填报模板填入")
    add_filling(fill)
    template = _verb(verbs, "template", _template, "导出 Excel 填报模板")
    add_template(template)
    add_force(template)
    _verb(verbs, "check", _check, "检查全部填报内容")


def _add_step_verbs(verbs: "argparse._SubParsersAction[Parser]") -> None:
    submit = _verb(verbs, "submit", _submit, "提交校长审核")
    submit.add_argument(
        "--unanswered", action="store_true", help="还有没回复的意见也提交；不写就拒绝"
    )
    back = _verb(verbs, "return", _return, "退回填报员修改；已签名的重新打开为新的一版")
    back.add_argument(
        "--reason", type=spoken, required=True, metavar="原因", help="退回的原因，记入日志"
    )
    sign = _verb(verbs, "sign", _sign, "校长签名")
    add_passphrase(sign)
    add_token(sign)
    export = _verb(verbs, "export", _export, "导出加密的上报包")
    export.add_argument("target", type=Path, metavar="目标", help="写到哪个文件或文件夹")
    export.add_argument("--plain", action="store_true", help="不加密，导出签名包本身（.asice）")
    add_force(export)
    reply = _verb(verbs, "receipt", _receipt, "读入区局的回执或退回单")
    reply.add_argument("file", type=Path, metavar="文件", help="区局发回的回执或退回单（.asice）")


def _opened(
    arguments: argparse.Namespace, *, read_only: bool = False
) -> AbstractContextManager[SchoolStore]:
    return school_store.open_school(arguments.store, read_only=read_only)


def _say_pack_note(store: SchoolStore) -> None:
    note = school_store.pack_note(store)
    if note:
        say(note)


def _clerk(arguments: argparse.Namespace) -> Actor:
    return Actor(arguments.person or "填报员", Role.CLERK)


def _principal(arguments: argparse.Namespace) -> Actor:
    return Actor(arguments.person or "校长", Role.PRINCIPAL)


def _request(arguments: argparse.Namespace) -> Result:
    made = _request_again(arguments) if arguments.again else _new_request(arguments)
    try:
        path = files.write_file(
            arguments.target, made.content, name=made.name, replace=arguments.force
        )
    except Exception:
        say("开户申请已存进填报库，没有丢；改正后用 school request --again 再写一次。")
        raise
    data = {"file": str(path), "fingerprint": made.fingerprint, "words": made.words}
    lines = [
        f"开户申请已写到 {path}，请交区局。",
        f"指纹：{made.fingerprint}（{made.words}），请写在盖章的申请表上。",
    ]
    return Result(data, lines)


def _new_request(arguments: argparse.Namespace) -> RequestFile:
    actor, on_token = _principal(arguments), uses_token(arguments)
    passphrase = "" if on_token else read_passphrase(arguments, prompt="新的签名口令", twice=True)
    with _opened(arguments) as store:
        school_requests.check_free(store)
        name = school_requests.request_name(store)
        files.check_target(arguments.target, name=name, replace=arguments.force)
        if not on_token:
            say(MAKING_KEYS)
            return school_requests.request_certificate(store, passphrase=passphrase, actor=actor)
        with token_of(arguments) as key:
            return school_token.request_with_token(store, key, actor=actor)


def _request_again(arguments: argparse.Namespace) -> RequestFile:
    with _opened(arguments, read_only=True) as store:
        made = school_requests.last_request(store)
    if made is None:
        raise Refused("这个填报库还没有开户申请，请不带 --again 再执行一次，生成密钥和申请。")
    return made


def _withdraw(arguments: argparse.Namespace) -> Result:
    with _opened(arguments) as store:
        school_requests.withdraw_request(store, actor=_principal(arguments))
        enrolled = enrolment(store) is not None
    after = "仍用原来的密钥签名" if enrolled else "要开户请重新生成申请"
    return Result({"enrolled": enrolled}, [f"已撤回开户申请，{after}。"])


def _open(arguments: argparse.Namespace) -> Result:
    content = files.read_file(arguments.file)
    with _opened(arguments) as store:
        found = read_opening(
            store,
            content,
            actor=_clerk(arguments),
            root_fingerprint=arguments.fingerprint,
            key_elsewhere=arguments.key_elsewhere,
        )
    if arguments.fingerprint is None:
        say("没有给出 --fingerprint：请把下面的根证书指纹与区局盖章的通知核对，不一致就停止使用。")
    data = {
        "bureau": found.bureau_code,
        "bureau_name": found.bureau_name,
        "school_name": found.school_name,
        "principal": found.principal,
        "root_fingerprint": found.root_fingerprint,
        "valid_until": found.valid_until.isoformat(),
        "next_number": found.next_number,
    }
    lines = [
        f"已在{found.bureau_name}开户：{found.school_name}，校长 {found.principal}。",
        f"根证书指纹：{found.root_fingerprint}；证书有效期至 {found.valid_until:%Y-%m-%d}。",
    ]
    return Result(data, lines)


def _fill(arguments: argparse.Namespace) -> Result:
    with _opened(arguments, read_only=arguments.dry_run) as store:
        _say_pack_note(store)
        done = school_fill.fill_from_files(
            store, arguments.files, actor=_clerk(arguments), mode=fill_mode(arguments)
        )
    return fill_result(done)


def _template(arguments: argparse.Namespace) -> Result:
    with _opened(arguments, read_only=True) as store:
        content = school_fill.write_template(store, forms=arguments.forms)
    path = files.write_file(
        arguments.target, content, name="填报模板.xlsx", replace=arguments.force
    )
    return Result({"file": str(path)}, [f"填报模板已写到 {path}。"])


def _check(arguments: argparse.Namespace) -> Result:
    with _opened(arguments, read_only=True) as store:
        _say_pack_note(store)
        found = school_check.check_return(store)
    data = {
        "state": found.state.value,
        "revision": found.revision,
        "indicators": [indicator_json(value) for value in found.indicators],
    }
    if found.campuses:
        data["campuses"] = [campus_json(campus) for campus in found.campuses]
    return check_result(found.problems, data=data)


def _submit(arguments: argparse.Namespace) -> Result:
    with _opened(arguments) as store:
        _say_pack_note(store)
        try:
            agreed = arguments.unanswered
            school_check.submit_return(store, actor=_clerk(arguments), unanswered=agreed)
        except NotReady as refusal:
            for line in problem_lines(refusal.problems):
                say(line)
            raise
        except Unanswered as refusal:
            raise Refused(f"{refusal.message}确实要先提交，请加 --unanswered。") from refusal
        data = {"state": store.revisions.state.value, "revision": store.revisions.number}
    return Result(data, ["已提交，等待校长审核签名。"])


def _return(arguments: argparse.Namespace) -> Result:
    with _opened(arguments) as store:
        school_check.send_back(store, actor=_principal(arguments), reason=arguments.reason)
        data = {"state": store.revisions.state.value, "revision": store.revisions.number}
    return Result(data, [f"已退回填报员修改，现在是第 {data['revision']} 版。"])


def _sign(arguments: argparse.Namespace) -> Result:
    with _opened(arguments) as store:
        _say_pack_note(store)
        with principals_key(arguments, store) as key:
            school_sign.confirm_as_head(store)
            preview = preview_signature(store)
            signed = school_sign.sign_return(
                store, key=key, actor=_principal(arguments), digest=preview.digest
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
    with _opened(arguments) as store:
        done = export_package(
            store,
            arguments.target,
            actor=_clerk(arguments),
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
    with _opened(arguments) as store:
        reply = read_reply(store, content, actor=_clerk(arguments))
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


def _history(arguments: argparse.Namespace) -> Result:
    with _opened(arguments, read_only=True) as store:
        return history_result(store, arguments)


def _backup(arguments: argparse.Namespace) -> Result:
    with _opened(arguments, read_only=arguments.target is not None) as store:
        return backup_result(store, arguments)


def _backups(arguments: argparse.Namespace) -> Result:
    return backups_result(SchoolStore, arguments)


def _restore(arguments: argparse.Namespace) -> Result:
    return restore_result(SchoolStore, arguments, actor=_clerk(arguments))
