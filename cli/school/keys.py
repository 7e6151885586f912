"""``main.py school keys|sheet|restore-key …``: the life of the principal's key."""

import argparse
from pathlib import Path

from cli.key_results import keys_result
from cli.output import Result
from cli.parser import Verbs, add_force
from cli.passphrase import add_passphrase, read_passphrase
from cli.school.desk import opened, principal, school_verb
from operations import files
from operations.keys import recovery
from operations.school.keys import renew as school_renew
from operations.school.keys.key_care import school_keys_state


def add_to(verbs: Verbs) -> None:
    """Add the verbs."""
    text = "查看签名证书的有效期，提前 60、30、7 天提醒"
    school_verb(verbs, "keys", _keys, text=text, person="")
    text = "生成签名密钥恢复单（PDF），打印后密封保管"
    sheet = school_verb(verbs, "sheet", _sheet, text=text, person="")
    sheet.add_argument("target", type=Path, metavar="目标", help="写到哪个文件或文件夹")
    add_force(sheet)
    text = "从密钥文件或恢复单恢复签名密钥"
    back = school_verb(verbs, "restore-key", _restore, text=text)
    back.add_argument(
        "file", type=Path, metavar="密钥文件", help="口令保护的密钥文件，或录入的恢复单"
    )
    add_passphrase(back)


def _keys(arguments: argparse.Namespace) -> Result:
    with opened(arguments, read_only=True) as store:
        return keys_result(school_keys_state(store))


def _sheet(arguments: argparse.Namespace) -> Result:
    with opened(arguments, read_only=True) as store:
        content, code = recovery.school_recovery_sheet(store), store.meta.school_code
    path = files.write_file(
        arguments.target,
        content,
        name=f"{code}-recovery.pdf",
        replace=arguments.force,
        private=True,
    )
    return Result({"file": str(path)}, [f"恢复单已写到 {path}，请打印后密封保管，再删除文件。"])


def _restore(arguments: argparse.Namespace) -> Result:
    content = files.read_file(arguments.file, limit=files.KEY)
    passphrase = read_passphrase(arguments, prompt="校长签名口令")
    actor = principal(arguments)
    with opened(arguments) as store:
        made = school_renew.restore_key(store, content, passphrase, actor=actor)
    data = {"fingerprint": made.fingerprint, "words": made.words}
    lines = [
        f"签名密钥已恢复，指纹 {made.fingerprint}（{made.words}）。",
        "还没有证书时，请再读入区局原来发来的开户文件。",
    ]
    return Result(data, lines)
