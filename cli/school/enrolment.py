"""``main.py school request|withdraw|open``: a certificate asked for, and the bureau's answer."""

import argparse
from pathlib import Path

from cli.output import Result, say
from cli.parser import Verbs, add_force
from cli.passphrase import add_passphrase, read_passphrase
from cli.school.desk import clerk, opened, principal, school_verb
from cli.token_options import add_token, token_of, uses_token
from operations import files
from operations.errors import Refused
from operations.keys.locked_keys import MAKING_KEYS
from operations.school.keys import requests as school_requests
from operations.school.keys import token as school_token
from operations.school.keys.enrolment import enrolment
from operations.school.keys.opening import read_opening
from operations.school.keys.requests import RequestFile


def add_to(verbs: Verbs) -> None:
    """Add the verbs."""
    text = "生成签名密钥和开户申请；已开户的学校在读入新的开户文件之前仍用原来的密钥签名"
    request = school_verb(verbs, "request", _request, text=text)
    request.add_argument("target", type=Path, metavar="目标", help="申请写到哪个文件或文件夹")
    request.add_argument(
        "--again", action="store_true", help="不生成新的密钥，把上一次的申请再写一份"
    )
    add_passphrase(request)
    add_token(request)
    add_force(request)
    text = "撤回还没有读入开户文件的申请，原来的密钥不变"
    school_verb(verbs, "withdraw", _withdraw, text=text)
    opening = school_verb(verbs, "open", _open, text="读入区局发回的开户文件")
    opening.add_argument("file", type=Path, metavar="开户文件", help="区局发回的 …-opening.asice")
    opening.add_argument(
        "--key-elsewhere",
        action="store_true",
        help="签名密钥在校长的电脑上（从那里申请的开户），这个填报库只读入区局的资料",
    )
    opening.add_argument(
        "--fingerprint", metavar="指纹", help="区局通知上的根证书指纹（20 位），用来核对"
    )


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
    actor, on_token = principal(arguments), uses_token(arguments)
    passphrase = "" if on_token else read_passphrase(arguments, prompt="新的签名口令", twice=True)
    with opened(arguments) as store:
        school_requests.check_free(store)
        name = school_requests.request_name(store)
        files.check_target(arguments.target, name=name, replace=arguments.force)
        if not on_token:
            say(MAKING_KEYS)
            return school_requests.request_certificate(store, passphrase=passphrase, actor=actor)
        with token_of(arguments) as key:
            return school_token.request_with_token(store, key, actor=actor)


def _request_again(arguments: argparse.Namespace) -> RequestFile:
    with opened(arguments, read_only=True) as store:
        made = school_requests.last_request(store)
    if made is None:
        raise Refused("这个填报库还没有开户申请，请不带 --again 再执行一次，生成密钥和申请。")
    return made


def _withdraw(arguments: argparse.Namespace) -> Result:
    with opened(arguments) as store:
        school_requests.withdraw_request(store, actor=principal(arguments))
        enrolled = enrolment(store) is not None
    after = "仍用原来的密钥签名" if enrolled else "要开户请重新生成申请"
    return Result({"enrolled": enrolled}, [f"已撤回开户申请，{after}。"])


def _open(arguments: argparse.Namespace) -> Result:
    content = files.read_file(arguments.file)
    with opened(arguments) as store:
        found = read_opening(
            store,
            content,
            actor=clerk(arguments),
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
        f"根证书指纹：{found.root_fingerprint}；证书有效期至 {found.valid_until.astimezone():%Y-%m-%d}。",
    ]
    return Result(data, lines)
