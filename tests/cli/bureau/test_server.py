"""A bureau's store on a server, from the command line: made, worked on, copied, and refused in words."""

import hashlib
import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from operations.bureau.store import open_bureau
from storage.address import ServerAddress
from storage.errors import EnvironmentProblem
from tests.cli.conftest import Command, Run
from tests.operations import staging
from tests.operations.staging import District
from tests.support.places import ROOT
from tests.support.postgres import Server


@pytest.fixture
def store(district: District, postgres: Server) -> ServerAddress:
    """The demonstration's store on a server."""
    return postgres.copy_of("district", partial(staging.copy_to, district.bureau))


def with_option(place: ServerAddress, name: str, value: str) -> str:
    return place.url + ("&" if "?" in place.url else "?") + f"{name}={value}"


def refused(run: Run, code: int, *said: str) -> None:
    assert run.code == code, run.err
    assert run.out == ""
    assert all(text in run.err for text in said), run.err
    assert "没有预料到" not in run.err


@pytest.mark.usefixtures("cheap_passphrases")
def test_a_bureau_is_made_once_in_an_empty_schema(
    command: Command, postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place = postgres.new_place()
    (tmp_path / "p").write_text("六只白鹅在河边散步不回家", encoding="utf-8")
    words = (
        *("bureau", "new", place.url, "--code", "420104", "--name", "样例区教育局"),
        *("--period", "2024", "--passphrase-file", str(tmp_path / "p")),
    )
    made = command(*words, "--json")
    assert made.code == 0, made.err
    assert json.loads(made.out)["store"] == place.url
    schema = schema_of(place)
    for statement in json.loads(made.out)["grants"]:
        postgres.sql(f"SET search_path = {schema}; {statement}")
    privileges = f"has_table_privilege('postgres_{schema}_officers', '{schema}.journal', '%s')"
    asked = ", ".join(privileges % right for right in ("INSERT", "UPDATE", "DELETE"))
    assert postgres.sql(f"SELECT {asked}") == "t|f|f"
    for name in ("root_key", "root"):
        Path(json.loads(made.out)[name]).unlink()
    refused(command(*words), 3, "已经存在")
    assert [path.name for path in tmp_path.iterdir()] == ["p"]
    seen = command("bureau", "history", place.url, "--verify", "--json")
    assert (seen.code, json.loads(seen.out)["intact"]) == (0, True)


def test_a_schema_of_something_else_is_left_alone(
    command: Command, postgres: Server, district: District
) -> None:
    place = postgres.new_place()
    postgres.sql(f"CREATE TABLE {schema_of(place)}.payroll (id int)")
    refused(command("bureau", "copy", district.bureau, place.url), 3, "payroll", "没有在那里建库")
    refused(command("bureau", "evaluate", place.url), 1, "不是优衡填报的局端库")
    assert postgres.sql(f"SELECT count(*) FROM {schema_of(place)}.payroll") == "0"


def schema_of(place: ServerAddress) -> str:
    return place.url.rpartition("%3D")[2]


def test_a_store_moves_to_a_file_and_to_another_server_and_stays_equal(
    command: Command, store: ServerAddress, postgres: Server, tmp_path: Path
) -> None:
    file, back = tmp_path / "moved.yhb", postgres.new_place()
    for origin, target in ((store.url, str(file)), (str(file), back.url)):
        made = command("bureau", "copy", origin, target, "--json")
        assert made.code == 0, made.err
        assert json.loads(made.out)["packages"] == staging.SCHOOLS
        refused(command("bureau", "copy", origin, target), 3, "已经存在")
    told = [command("bureau", "evaluate", place, "--json").out for place in (store, file, back)]
    assert told[0] == told[1] == told[2] != ""
    proof = command("bureau", "evaluate", back.url, "--from-packages", "--json")
    assert json.loads(proof.out)["agrees"] is True


def test_the_data_of_a_server_are_those_of_a_file(
    command: Command, store: ServerAddress, district: District, tmp_path: Path
) -> None:
    folders = [tmp_path / "file", tmp_path / "server"]
    for place, folder in zip((district.bureau, store.url), folders, strict=True):
        made = command("bureau", "data", place, folder, "--json")
        assert made.code == 0, made.err
        assert json.loads(made.out)["schools"] == staging.SCHOOLS
    file, server = ({path.name: path for path in folder.iterdir()} for folder in folders)
    assert set(file) == set(server)
    tables = [name for name in file if name.endswith(".csv")]
    assert len(tables) == 34
    for name in tables:
        assert file[name].read_bytes() == server[name].read_bytes(), name
    resources = [
        json.loads(folder["datapackage.json"].read_bytes())["resources"]
        for folder in (file, server)
    ]
    assert resources[0] == resources[1]


def test_a_backup_of_a_server_is_a_file_that_opens_anywhere(
    command: Command, store: ServerAddress, tmp_path: Path
) -> None:
    refused(command("bureau", "backup", store.url), 1, "信息中心", "指定备份写到哪里")
    made = command("bureau", "backup", store.url, tmp_path, "--json")
    assert made.code == 0, made.err
    file = Path(json.loads(made.out)["file"])
    assert file.suffix == ".yhb"
    heads = [
        json.loads(command("bureau", "history", place, "--json").out)["events"]
        for place in (store.url, file)
    ]
    assert heads[0] == heads[1]
    for verb in (("backups",), ("restore", str(file))):
        refused(command("bureau", verb[0], store.url, *verb[1:]), 2, "只用于文件")


def test_a_password_is_asked_for_and_never_taken_from_an_argument(
    command: Command,
    store: ServerAddress,
    postgres: Server,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    postgres.guard("guarded", "geheim7")
    guarded = store.url.replace("officer@", "guarded@")
    written = command("bureau", "today", guarded.replace("guarded@", "guarded:geheim7@"))
    refused(written, 2, "不要写口令", "~/.pgpass")
    assert "geheim7" not in written.err
    refused(command("bureau", "today", guarded), 3, "不让登录", "请输入数据库口令")
    monkeypatch.setenv("PGPASSWORD", "falsch")
    refused(command("bureau", "today", guarded), 3, "不让登录", "请输入数据库口令")
    typed = iter(["falsch", "geheim7"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    assert command("bureau", "today", guarded).code == 0
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    monkeypatch.setenv("PGPASSWORD", "geheim7")
    assert command("bureau", "today", guarded).code == 0


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (("?host=", "?host=/nowhere"), 3, "连不上服务器"),
        (("/district", "/nobody"), 3, "不让登录"),
        (("officer@", "stranger@"), 3, "不让登录"),
        (("officer@/", "officer@:0/"), 2, "端口不能是 0"),
        (("officer@/", "officer@h:x/"), 2, "端口应为数字"),
    ],
)
def test_an_address_that_leads_nowhere_is_said_in_words(
    command: Command, store: ServerAddress, change: tuple[str, str], code: int, said: str
) -> None:
    run = command("bureau", "today", store.url.replace(*change))
    refused(run, code, said)
    assert run.err.count("\n") == 1


def test_a_read_only_server_is_read_and_refuses_to_be_written(
    command: Command, store: ServerAddress
) -> None:
    standby = with_option(store, "options", "-cdefault_transaction_read_only%3Don")
    assert command("bureau", "evaluate", standby).code == 0
    with (
        open_bureau(ServerAddress(standby)) as opened,
        pytest.raises(EnvironmentProblem, match="现在只能读"),
        opened.transaction(),
    ):
        opened.settings.put({"period.due_date": "2024-10-16"})


def test_a_store_of_another_version_is_said_so(
    command: Command, store: ServerAddress, postgres: Server
) -> None:
    database = store.stem
    for version, code, said in ((9000, 1, "由更新版本的程序建立"), (1000, 3, "由旧版本的程序建立")):
        postgres.sql(f"UPDATE store_format SET version = {version}", database=database)
        run = command("bureau", "today", store.url)
        refused(run, code, said)
        assert "bureau upgrade" in run.err or "请先升级本程序" in run.err


def test_an_older_store_is_upgraded_where_it_lies(
    command: Command, store: ServerAddress, postgres: Server
) -> None:
    older = "DROP TABLE import_claim; UPDATE store_format SET version = 1006"
    postgres.sql(older, database=store.stem)
    refused(command("bureau", "today", store.url), 3, "由旧版本的程序建立", "（officer）")
    for _ in range(2):
        run = command("bureau", "upgrade", store.url)
        assert (run.code, run.out) == (0, "局端库是本程序的格式，可以使用。\n")
    assert command("bureau", "today", store.url).code == 0


def test_what_another_computer_is_importing_is_told_and_no_fault(
    command: Command, store: ServerAddress, district: District
) -> None:
    new = district.next_package()
    words = ("bureau", "import", store.url, new, "--passphrase-file", district.passphrases)
    with open_bureau(store) as other:
        digest = hashlib.sha256(new.read_bytes()).hexdigest()
        other.claims.take(digest, person="王强", since=0)
        run = command(*words)
    assert run.code == 0, run.err
    assert "王强（电脑 " in run.out
    assert run.out.splitlines()[0].startswith(f"别处  E_SEEN  {new.name}")
    assert "接收 0 份，拒收 0 份。另有 1 份由别的电脑处理。" in run.out
    assert "接收 1 份，拒收 0 份。\n" in command(*words).out


def test_a_bureau_with_a_file_never_loads_what_speaks_with_servers(district: District) -> None:
    code = (
        "import sys; from cli.main import main;"
        f"done = main(['bureau', 'evaluate', {str(district.bureau)!r}]);"
        "sys.exit(done or [name for name in sys.modules if 'psycopg' in name] or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
