"""``main.py bureau new``: a new store with the keys of the bureau."""

import argparse

from cli.bureau.desk import add_root_key, add_settings, bureau_verb, pairs_of
from cli.output import Result, say
from cli.parser import Verbs, whole
from cli.passphrase import add_passphrase, read_passphrase, read_root_passphrase
from operations import files
from operations.bureau import settings as bureau_settings
from operations.bureau import store as bureau_store
from operations.bureau.store import BureauPlan
from operations.keys.locked_keys import MAKING_KEYS


def add_to(verbs: Verbs) -> None:
    """Add the verb."""
    new = bureau_verb(verbs, "new", _new, text="新建局端库，生成根证书和密钥")
    new.add_argument("--code", required=True, metavar="代码", help="区局代码（字母和数字）")
    new.add_argument("--name", required=True, metavar="名称", help="区局名称")
    new.add_argument("--period", type=whole, required=True, metavar="年", help="报告期，例如 2024")
    new.add_argument("--due", default="", metavar="日期", help="上报截止日，例如 2024-10-15")
    add_settings(new)
    add_root_key(new)
    add_passphrase(new)


def _new(arguments: argparse.Namespace) -> Result:
    operator = arguments.person or "区局操作员"
    settings = bureau_settings.check_settings(
        pairs_of(arguments.setting, "--setting"), due=arguments.due
    )
    plan = BureauPlan(arguments.code, arguments.name, arguments.period, operator, settings)
    passphrase = read_passphrase(arguments, prompt="新的区局口令", twice=True)
    root_passphrase = read_root_passphrase(arguments, prompt="新的根密钥口令", twice=True)
    root_file = bureau_store.root_file_of(arguments.store)
    files.check_target(root_file, replace=False)
    say(MAKING_KEYS)
    made = bureau_store.create_bureau(
        arguments.store,
        plan,
        passphrase=passphrase,
        root_passphrase=root_passphrase,
        authority_file=arguments.root_key,
    )
    desk = made.desk
    with desk.store as store, bureau_store.at_work(store, desk.keys, desk.actor):
        root = files.write_file(root_file, bureau_store.root_pem(store), name="", replace=False)
        grants = store.grants()
    data = {
        "store": str(arguments.store),
        "root_key": str(made.authority_file),
        "root": str(root),
        "root_fingerprint": made.root_fingerprint.digits,
        "root_words": made.root_fingerprint.words,
        "grants": list(grants),
    }
    lines = [
        *([made.note] if made.note else []),
        f"已建立局端库 {arguments.store}。",
        f"根密钥在 {made.authority_file}：请移到单独保管的介质上，开户和吊销时才用。",
        f"根证书在 {root}，指纹 {made.root_fingerprint}：请印在给学校的通知上。",
    ]
    if grants:
        lines += ["其他操作员的数据库权限，请用建库的数据库用户执行一次：", *grants]
    return Result(data, lines)
