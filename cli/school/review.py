"""``main.py school review|move-key``: the return between the clerk's computer and the principal's."""

import argparse
from pathlib import Path
from typing import Final

from cli.output import Exit, Result
from cli.parser import Verbs, add_force, spoken
from cli.passphrase import add_passphrase, read_passphrase
from cli.school.desk import clerk, opened, principal, school_verb
from cli.token_options import add_token, principals_key
from forms.live.compare import Change
from operations import files
from operations.errors import Misused
from operations.school.handover.answer import Answered, answer_review, note_answered
from operations.school.handover.open import open_review
from operations.school.handover.save import make_review, note_saved
from operations.school.handover.sign import sign_review
from operations.school.handover.take import take_answer
from operations.school.keys.key_moving import move_key
from operations.school.records import SchoolStore

_ACTIONS: Final = ("save", "show", "answer", "take")


def add_to(verbs: Verbs) -> None:
    """Add the verbs."""
    text = (
        "填报员和校长各用一台电脑：save 保存送审文件，show 在校长的电脑上查看，answer 写意见、"
        "退回或签名，take 把校长的答复读回填报库"
    )
    review = school_verb(verbs, "review", _review, text=text)
    review.add_argument("action", choices=_ACTIONS, metavar="做什么", help="、".join(_ACTIONS))
    review.add_argument(
        "file", type=Path, metavar="文件", help="save 写到的文件或文件夹；其余是收到的 .yhr 文件"
    )
    review.add_argument(
        "target", type=Path, nargs="?", metavar="目标", help="answer 写到的文件或文件夹"
    )
    review.add_argument("--sign", action="store_true", help="answer：用这个填报库里的密钥签名")
    review.add_argument(
        "--reason", type=spoken, default="", metavar="原因", help="answer：退回的原因"
    )
    review.add_argument(
        "--comment",
        nargs=2,
        action="append",
        default=[],
        metavar=("地址", "意见"),
        help="answer：对一格的意见，可以写几次；地址写空文字是对整份的意见",
    )
    add_passphrase(review)
    add_token(review)
    add_force(review)
    text = "把签名密钥移出填报库，交给校长放在自己的电脑上"
    move = school_verb(verbs, "move-key", _move_key, text=text)
    move.add_argument("target", type=Path, metavar="目标", help="密钥写到哪个文件或文件夹")
    add_passphrase(move)


def _review(arguments: argparse.Namespace) -> Result:
    action = arguments.action
    if (arguments.target is not None) is not (action == "answer"):
        raise Misused("answer 要写明收到的文件和写到的目标；save、show、take 只写一个文件。")
    if action != "answer" and (arguments.sign or arguments.reason or arguments.comment):
        raise Misused("--sign、--reason 和 --comment 只与 answer 同用。")
    if action == "save":
        return _save(arguments)
    content = files.read_file(arguments.file)
    if action == "show":
        return _show(arguments, content)
    return _answer(arguments, content) if action == "answer" else _take(arguments, content)


def _save(arguments: argparse.Namespace) -> Result:
    with opened(arguments) as store:
        made = make_review(store)
        path = files.write_file(
            arguments.file, made.content, name=made.name, replace=arguments.force
        )
        note_saved(store, made, actor=clerk(arguments))
    lines = [f"送审文件已写到 {path}。它没有签名，也没有加密，请直接交给校长。"]
    return Result({"file": str(path)}, lines)


def _show(arguments: argparse.Namespace, content: bytes) -> Result:
    with opened(arguments, read_only=True) as store:
        found = open_review(store, content)
    changes = None if found.changes is None else [*map(_change_json, found.changes)]
    data: dict[str, object] = {
        "school": found.request.info.school,
        "period": found.request.info.period,
        "revision": found.sheet.record.revision,
        "digest": found.digest,
        "confirmations": [
            {"signatory": one.signatory.value, "name": one.name, "at": one.at.isoformat()}
            for one in found.given
        ],
        "changes": changes,
        "hindrance": found.hindrance,
    }
    lines = [
        (
            f"学校 {found.request.info.school}，{found.request.info.period} 年，"
            f"第 {found.sheet.record.revision} 版，未签名。"
        ),
        *(f"{one.signatory.label}{one.name}已确认。" for one in found.given),
        *map(_change_line, found.changes or ()),
        found.hindrance or "可以签名。",
    ]
    return Result(data, lines)


def _answer(arguments: argparse.Namespace, content: bytes) -> Result:
    person = arguments.person or "校长"
    remarks = [(address, spoken(text)) for address, text in arguments.comment]
    if arguments.sign and (arguments.reason or remarks):
        raise Misused("签名和退回只能选一样；有意见的请退回，由填报员修改后再送审。")
    with opened(arguments) as store:
        if arguments.sign:
            with principals_key(arguments, store) as key:
                made = sign_review(store, content, key=key)
        else:
            made = answer_review(
                store, content, person=person, remarks=remarks, reason=arguments.reason
            )
        return _written(arguments, store, made)


def _written(arguments: argparse.Namespace, store: SchoolStore, made: Answered) -> Result:
    path = files.write_file(
        arguments.target, made.file.content, name=made.file.name, replace=arguments.force
    )
    note_answered(store, made)
    data = {"file": str(path), "decision": made.decision.value, "digest": made.digest}
    lines = [f"答复（{made.decision.label}）已写到 {path}，请交回填报员读入。"]
    return Result(data, lines)


def _take(arguments: argparse.Namespace, content: bytes) -> Result:
    with opened(arguments) as store:
        taken = take_answer(store, content)
        state = store.revisions.state
    data: dict[str, object] = {
        "decision": taken.decision.value,
        "person": taken.person,
        "reason": taken.reason,
        "comments": taken.comments,
        "changes": [*map(_change_json, taken.changes)],
        "done": taken.done,
        "state": state.value,
    }
    lines = [*map(_change_line, taken.changes), f"新的意见 {taken.comments} 条。", taken.message]
    return Result(data, lines, Exit.DONE if taken.done else Exit.REFUSED)


def _change_json(change: Change) -> dict[str, str]:
    return {
        "address": change.address,
        "label": change.label,
        "before": change.before,
        "after": change.after,
    }


def _change_line(change: Change) -> str:
    return f"{change.label}：{change.before} → {change.after}（{change.address}）"


def _move_key(arguments: argparse.Namespace) -> Result:
    passphrase = read_passphrase(arguments, prompt="校长签名口令")
    with opened(arguments) as store:
        actor = principal(arguments)
        path = move_key(store, arguments.target, passphrase, actor=actor)
    lines = [
        f"签名密钥已移到 {path}，填报库里不再有；读回核对一致。",
        "在校长的电脑上新建同一学校同一年的填报库，用 school restore-key 读入这个文件，再读入开户文件。",
        "以前的备份里可能还有这把密钥，没有口令打不开；要彻底停用请重新开户。",
    ]
    return Result({"file": str(path)}, lines)
