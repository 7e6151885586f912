"""The table of ``docs/security.md``: what an insider changes past the program, and what finds it.

Each row is done with plain SQL to a copy of the demonstration, then the command of the row is run. The
table and the cases here name the same changes.
"""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from exporters.asic.report import open_container
from forms.rights import Right
from operations.bureau.store import officer, open_bureau
from storage.bureau.officers import Officer
from storage.journal.journal import GENESIS, entry_hash
from tests.cli.conftest import Command
from tests.operations import staging
from tests.operations.staging import District
from tests.support.places import ROOT

SECURITY = ROOT / "docs" / "security.md"
TITLE = "## 3. 内部人绕过程序改库"
COLUMNS = (
    "seq, at, actor, role, kind, revision, addresses, payload, inverse, reason, previous, hash"
)
Change = Callable[[District, Command], None]


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A store opened past the program, its triggers put away."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        yield connection


def bureau(*statements: str) -> Change:
    """Change the bureau's store."""

    def change(district: District, _command: Command) -> None:
        with opened(district.bureau) as connection:
            for statement in statements:
                assert connection.execute(statement).rowcount, statement

    return change


def school(*statements: str) -> Change:
    """Change a school's store."""

    def change(district: District, _command: Command) -> None:
        with opened(district.school()) as connection:
            for statement in statements:
                assert connection.execute(statement).rowcount, statement

    return change


def rechain(connection: sqlite3.Connection) -> None:
    """Make all hashes of the journal anew, so that they fit."""
    previous = GENESIS
    for row in connection.execute(f"SELECT {COLUMNS} FROM journal ORDER BY seq").fetchall():
        sealed = (*row[:10], previous)
        previous = entry_hash(sealed)
        connection.execute(
            "UPDATE journal SET previous = ?, hash = ? WHERE seq = ?",
            (sealed[10], previous, row[0]),
        )


def rewritten(place: Callable[[District], Path]) -> Change:
    """Change who did what in the first entry, and make the whole chain anew."""

    def change(district: District, _command: Command) -> None:
        with opened(place(district)) as connection:
            connection.execute("UPDATE journal SET actor = '别人' WHERE seq = 1")
            rechain(connection)

    return change


def cut(place: Callable[[District], Path]) -> Change:
    """Take the last entries away, and their number."""

    def change(district: District, _command: Command) -> None:
        with opened(place(district)) as connection:
            connection.execute("DELETE FROM journal WHERE seq > (SELECT max(seq) - 3 FROM journal)")
            connection.execute(
                "UPDATE sqlite_sequence SET seq = (SELECT max(seq) FROM journal)"
                " WHERE name = 'journal'"
            )

    return change


def emptied(place: Callable[[District], Path]) -> Change:
    """Take all entries away."""

    def change(district: District, _command: Command) -> None:
        with opened(place(district)) as connection:
            connection.execute("DELETE FROM journal")
            connection.execute("UPDATE sqlite_sequence SET seq = 0 WHERE name = 'journal'")

    return change


def append(connection: sqlite3.Connection, *, kind: str, payload: str, at: str) -> None:
    """Write an entry of one's own, with the right hash."""
    last = connection.execute(f"SELECT {COLUMNS} FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    sealed = (last[0] + 1, at, last[2], last[3], kind, 0, "[]", payload, "[]", "", last[11])
    connection.execute(
        f"INSERT INTO journal ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        (*sealed, entry_hash(sealed)),
    )


def backdated(place: Callable[[District], Path]) -> Change:
    """Write an entry that says it is from long ago."""

    def change(district: District, _command: Command) -> None:
        with opened(place(district)) as connection:
            append(connection, kind="key", payload="{}", at="2024-01-01T00:00:00.000000Z")

    return change


def with_an_entry_of_ones_own(district: District, _command: Command) -> None:
    """Retire a school, and write the entry that goes with it."""
    code = district.code()
    with opened(district.bureau) as connection:
        connection.execute("UPDATE school SET active = 0 WHERE code = ?", (code,))
        cursor = connection.execute("SELECT * FROM school WHERE code = ?", (code,))
        names = [column[0] for column in cursor.description]
        row = dict(zip(names, cursor.fetchone(), strict=True))
        payload = json.dumps({"rows": [["school", [code], row]]})
        (at,) = connection.execute("SELECT max(at) FROM journal").fetchone()
        append(connection, kind="schools", payload=payload, at=at)


def with_another_right(district: District, _command: Command) -> None:
    """Give an officer, who was put down as the program does, a right more."""
    with open_bureau(district.bureau) as store:
        store.officers.put(
            Officer(1, "李娜", frozenset({Right.INTAKE})), actor=officer("演示操作员")
        )
    with opened(district.bureau) as connection:
        connection.execute("UPDATE officer SET rights = 'intake receipts'")


def exchanged_package(district: District, _command: Command) -> None:
    """Put another package of the same school, really signed, in the place of the one taken."""
    other = district.next_package().read_bytes()
    keys = staging.daily_keys(district.files.bureau_store)
    container = open_container(other, identity=keys.identity)
    with opened(district.bureau) as connection:
        connection.execute(
            "UPDATE package_content SET container = ? WHERE package_id ="
            " (SELECT id FROM package WHERE school_code = ?)",
            (container, district.code()),
        )


def bureau_from_an_old_copy(district: District, command: Command) -> None:
    """Send a return slip, then put the store of before in the place of the store."""
    old = shutil.copy(district.bureau, district.folder / "old.yhb")
    slip = outside_of_bureau(district)
    run = command(
        *("bureau", "return", district.bureau, slip, "--school", district.code(2)),
        *("--reason", "核对面积", "--passphrase-file", district.passphrases),
    )
    assert run.code == 0, run.err
    shutil.copy(old, district.bureau)


def school_from_an_old_copy(district: District, command: Command) -> None:
    """Reopen the return, then put the store of before in the place of the store."""
    old = shutil.copy(district.school(), district.folder / "old.yhs")
    run = command("school", "return", district.school(), "--reason", "更正面积")
    assert run.code == 0, run.err
    shutil.copy(district.school(), outside_of_school(district))
    shutil.copy(old, district.school())


def outside_of_bureau(district: District) -> Path:
    """Where the file lies that the bureau's insider has no hold of."""
    return district.folder / "outside.asice"


def outside_of_school(district: District) -> Path:
    """Where the copy of the school's store lies that the insider has no hold of."""
    return district.folder / "outside.yhs"


@dataclass(frozen=True)
class Case:
    """A change, and the words that say it was found (of the sentence, or of the remark)."""

    change: Change
    words: str = ""


def bureau_of(district: District) -> Path:
    """The bureau's store."""
    return district.bureau


def school_of(district: District) -> Path:
    """A school's store."""
    return district.school()


AT_BUREAU: dict[str, Case] = {
    "停用一所学校": Case(bureau("UPDATE school SET active = 0"), "“学校名册”（school）"),
    "把一份上报包标为已退回": Case(
        bureau("UPDATE package SET state = 'returned' WHERE id = 1"),
        "state 是“accepted”，库里是“returned”",
    ),
    "把一份上报包标为已撤销导入": Case(
        bureau("UPDATE package SET undone_at = received_at WHERE id = 1"), "undone_at 是空"
    ),
    "删掉一份上报包": Case(
        bureau(
            "DELETE FROM wide WHERE package_id = 1",
            "DELETE FROM package_content WHERE package_id = 1",
            "DELETE FROM package WHERE id = 1",
        ),
        "“收到的上报包”（package）中的 1：按日志",
    ),
    "改生均标准": Case(
        bureau("UPDATE reference SET value = '1' WHERE name = 'setting.per_pupil_primary'"),
        "setting.per_pupil_primary",
    ),
    "改截止日": Case(
        bureau("UPDATE reference SET value = '2030-01-01' WHERE value = '2024-10-15'"),
        "库里是“2030-01-01”",
    ),
    "改报告期": Case(
        bureau("UPDATE reference SET value = '2025' WHERE name = 'period'"), "库里是“2025”"
    ),
    "改区级数据": Case(
        bureau("UPDATE answer SET text = text || '9'"),
        "“填报内容”（answer）",
    ),
    "换掉发出的文件": Case(
        bureau("UPDATE issued SET container = x'00' WHERE id = 1"), "“发出的文件”（issued）中的 1"
    ),
    "删掉发出的文件": Case(bureau("DELETE FROM issued WHERE id = 1"), "按日志第"),
    "把证书标为已吊销": Case(
        bureau("UPDATE certificate SET revoked_at = not_before"), "revoked_at 是空"
    ),
    "换掉吊销列表": Case(bureau("UPDATE crl SET content = x'00'"), "“吊销列表”（crl）"),
    "改各校的编号": Case(bureau("UPDATE chain SET number = number + 1"), "“各校编号”（chain）"),
    "往隔离区放一个文件": Case(
        bureau(
            "INSERT INTO quarantine (at, file_name, size, sha256, level, code, message, content)"
            " VALUES ('2024-10-01T00:00:00.000000Z', 'x', 1, 'ab', 0, 'E_SIG', 'x', x'00')"
        ),
        "“隔离区”（quarantine）中的 1：库里有，日志没有记过",
    ),
    "把上报包原件换成同一所学校真的签过的另一份": Case(
        exchanged_package, "保存的原件不是登记的那一份"
    ),
    "往操作员名单里添一人": Case(
        bureau("INSERT INTO officer (number, name, rights) VALUES (1, '别人', 'keys')"),
        "“操作员和权限”（officer）中的 1：库里有，日志没有记过",
    ),
    "给操作员加一项权限": Case(with_another_right, "rights 是“intake”，库里是“intake receipts”"),
    "截短日志": Case(cut(bureau_of), "在那以后被截短或改写过"),
    "整本改写日志，摘要重新算过": Case(rewritten(bureau_of), "日志里没有操作员签名记下的末端"),
    "清空日志": Case(emptied(bureau_of), "日志从第 1 条起与记录时不一致"),
    "删掉操作员的签名": Case(bureau("DELETE FROM anchor"), "没有操作员签过名的日志末端"),
    "补写一条倒填时间的日志": Case(backdated(bureau_of), "时间早于前一条"),
    "改库并补写一条相符的日志": Case(with_an_entry_of_ones_own, "还没有由操作员签名"),
    "改评估用的数": Case(bureau("UPDATE wide SET extra = 'x'"), "与签名的数据不同"),
    "改评估用的列的次序": Case(
        bureau("UPDATE wide_column SET position = -1 WHERE id = 'staffing.pe_primary'"),
        "与签名的数据不同",
    ),
    "改评估用的列的名称": Case(
        bureau("UPDATE wide_column SET id = 'x' WHERE id = 'staffing.pe_primary'"),
        "已损坏，不能打开",
    ),
    "改上报包的编号": Case(
        bureau("UPDATE package SET number = -1 WHERE id = 1"), "number 是“1”，库里是“-1”"
    ),
    "删掉导入记录": Case(bureau("DELETE FROM import_log")),
    "用旧的局端库换掉现在的": Case(bureau_from_an_old_copy),
    "用旧的局端库换掉现在的，有当时发出的文件": Case(
        bureau_from_an_old_copy, "outside.asice”是从这个库发出的，库里却没有这一份"
    ),
}
AT_SCHOOL: dict[str, Case] = {
    "改填报内容": Case(
        school("UPDATE answer SET text = text || '9'"),
        "“填报内容”（answer）",
    ),
    "改填报表的状态": Case(school("UPDATE revision SET state = 'draft'"), "库里是“draft”"),
    "改开始填报的时间": Case(
        school("UPDATE revision SET started_at = '2024-01-01T00:00:00.000000Z'"), "started_at 是"
    ),
    "改行编号的计数": Case(
        school("UPDATE row_counter SET table_id = table_id || '.x'"), "（row_counter）"
    ),
    "换掉保存的上报包": Case(
        school("UPDATE delivery SET container = x'00'"), "保存的原件不是登记的那一份"
    ),
    "换掉区局加密公钥，再导出": Case(
        school("UPDATE blob SET content = x'00' WHERE kind = 'bureau_recipient'"),
        "区局加密公钥与区局签名的开户文件不同",
    ),
    "换掉根证书，再导出": Case(
        school("UPDATE blob SET content = x'00' WHERE kind = 'root'"), "开户文件"
    ),
    "改区局设置，再导出": Case(
        school("UPDATE reference SET value = '1' WHERE grp = 'settings'"),
        "区局设置与区局签名的开户文件不同",
    ),
    "改下一份的编号，再导出": Case(
        school("UPDATE accepted SET number = number + 5", "DELETE FROM bureau_answer"),
        "下一份上报包的编号与区局签名的开户文件不同",
    ),
    "截短日志": Case(cut(school_of), "按日志"),
    "整本改写日志，摘要重新算过": Case(rewritten(school_of), "日志从第"),
    "清空日志": Case(emptied(school_of), "日志从第 1 条起与记录时不一致"),
    "补写一条倒填时间的日志": Case(backdated(school_of), "时间早于前一条"),
    "用旧的填报库换掉现在的": Case(school_from_an_old_copy),
    "用旧的填报库换掉现在的，有后来的备份": Case(school_from_an_old_copy, "outside.yhs”记下的末端"),
}
CASES = {("区局", name): case for name, case in AT_BUREAU.items()} | {
    ("学校", name): case for name, case in AT_SCHOOL.items()
}


def rows() -> list[tuple[str, str, str, str]]:
    """The rows of the table: side, change, command, result."""
    _, _, rest = SECURITY.read_text(encoding="utf-8").partition(TITLE)
    lines = [line for line in rest.partition("\n## ")[0].splitlines() if line.startswith("| ")]
    cells = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines[1:]]
    return [(row[0], row[1], row[2].strip("`"), row[3]) for row in cells]


def arguments_of(command: str, district: District) -> list[object]:
    """The arguments of a command as the table writes it."""
    side, verb, *options = command.split()
    store = district.bureau if side == "bureau" else district.school()
    outside = outside_of_bureau if side == "bureau" else outside_of_school
    words: dict[str, object] = {"文件": outside(district), "目标": district.folder / "out.asice"}
    return [side, verb, store, *(words.get(option, option) for option in options)]


def test_the_table_and_the_cases_name_the_same_changes() -> None:
    assert [(side, change) for side, change, _, _ in rows()] == list(CASES)


@pytest.mark.parametrize(("side", "change", "written", "result"), rows())
def test_a_change_is_found_or_not_as_the_table_says(
    side: str, change: str, written: str, result: str, command: Command, district: District
) -> None:
    case = CASES[side, change]
    case.change(district, command)
    run = command(*arguments_of(written, district))
    told = run.out + run.err
    assert case.words in told, told
    assert result in {"发现", "提醒", "不能发现"}
    assert run.code == (1 if result == "发现" else 0), told
    if result == "不能发现":
        assert "日志完整" in told
        assert "不符" not in told
    else:
        assert case.words
