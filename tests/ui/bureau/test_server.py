"""The bureau's window on a store that lies on a server."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from forms.live.context import DUE_DATE
from operations.bureau.settings import change_settings
from operations.bureau.store import open_bureau
from storage.address import ServerAddress, StorePlace
from storage.engines.postgres.store import ServerStore
from tests.support.postgres import Server
from tests.ui.bureau.conftest import section_of, shown
from tests.ui.keys import press, tab_to
from ui.bureau.evaluation.evaluation_page import EvaluationPage
from ui.bureau.face import BureauFace
from ui.bureau.form_page import FormPage
from ui.bureau.store.backup_page import BackupPage
from ui.recent import recent_places, remember, settings
from ui.shell import MainWindow

Open = Callable[[StorePlace], BureauFace]


def test_a_store_is_worked_on_alike_on_both_engines(open_face: Open, place: StorePlace) -> None:
    face = open_face(place)
    assert face.window().windowTitle() == "演示区教育局 – 优衡填报"
    face.pages.show_page("page.form")
    page = shown(face, FormPage)
    assert page.entry is not None
    page.entry.session.set_text("district.population", "58.5")
    assert page.saved.text().startswith("已保存")
    assert section_of(page, 0) is not None
    with open_bureau(place, read_only=True) as store:
        assert store.answers.typed()["district.population"] == "58.5"
    assert recent_places() == (place,)


def test_a_server_is_backed_up_by_others_and_into_a_file_here(
    open_face: Open, on_server: ServerAddress, tmp_path: Path
) -> None:
    face = open_face(on_server)
    face.pages.show_page("page.backup")
    page = shown(face, BackupPage)
    assert "信息中心备份（pg_dump" in page.note.text()
    assert page.now.isHidden()
    assert page.along.isHidden()
    assert page.elsewhere.hasFocus()
    face.desktop.messages.script(tmp_path)
    page.elsewhere.click()
    assert page.strip.text() == "备份完成，核对一致。"
    (copy,) = tmp_path.glob("*.yhb")
    with open_bureau(copy, read_only=True) as file, open_bureau(on_server, read_only=True) as store:
        assert file.journal.head() == store.journal.head()


def test_a_server_stands_in_the_recent_list_by_its_address_and_is_opened_from_it(
    window: MainWindow, on_server: ServerAddress
) -> None:
    remember(on_server, "演示区教育局")
    page = window.start_page
    page.refresh()
    assert page.recent is not None
    (row,) = page.recent.rows
    assert "演示区教育局" in row.accessibleName()
    assert on_server.url in row.accessibleName()
    assert row.toolTip() == on_server.url
    row.click()
    assert isinstance(window.face, BureauFace)


def test_an_address_with_a_password_is_neither_opened_nor_remembered(window: MainWindow) -> None:
    window.open_named("postgresql://li:geheim@db.example/youheng")
    assert window.face is None
    assert "不要写口令" in window.start_page.strip.text()
    assert "geheim" not in window.start_page.strip.text()
    settings().setValue("recent/paths", ["postgresql://li:geheim@db.example/youheng"])
    assert recent_places() == ()


def test_what_cannot_be_opened_is_said_as_on_the_command_line(
    window: MainWindow, postgres: Server, on_server: ServerAddress
) -> None:
    said = window.start_page.strip.text
    window.open_named(on_server.url.replace("?host=", "?host=/nowhere"))
    assert "连不上服务器" in said()
    window.open_named(on_server.url.replace("officer@", "stranger@"))
    assert "不让登录" in said()
    empty = postgres.new_place()
    window.open_store(empty)
    assert "还没有局端库" in said()
    schema = empty.url.rpartition("%3D")[2]
    postgres.sql(f"CREATE TABLE {schema}.payroll (id int)")
    window.open_store(empty)
    assert "不是优衡填报的局端库" in said()
    for version, why in ((9000, "由更新版本的程序建立"), (1000, "由旧版本的程序建立")):
        postgres.sql(f"UPDATE store_format SET version = {version}", database=on_server.stem)
        window.open_store(on_server)
        assert why in said()
    assert window.face is None


OLDER = "DROP TABLE import_claim; UPDATE store_format SET version = 1006"


def offered(window: MainWindow) -> list[QPushButton]:
    strip = window.start_page.strip
    return [made for made in strip.findChildren(QPushButton) if not made.isHidden()]


def test_an_older_store_is_upgraded_when_that_is_asked_and_opened(
    window: MainWindow, postgres: Server, on_server: ServerAddress
) -> None:
    postgres.sql(OLDER, database=on_server.stem)
    messages, said = window.desktop.messages, window.start_page.strip.text
    window.open_store(on_server)
    assert "由旧版本的程序建立，要先升级一次" in said()
    [upgrade] = offered(window)
    messages.script(False)
    tab_to(upgrade)
    press(None, Qt.Key.Key_Return)
    asked = messages.shown[-1].text
    assert "别的操作员都已关闭这个库" in asked
    assert "信息中心刚备份过数据库" in asked
    assert postgres.sql("SELECT version FROM store_format", database=on_server.stem) == "1006"
    messages.script(True)
    press(None, Qt.Key.Key_Return)
    face = window.face
    assert isinstance(face, BureauFace)
    assert face.strip.text() == "局端库已升级到本程序的格式。"
    assert face.desk.facts.schools


def test_an_upgrade_that_fails_is_said_and_leaves_everything_as_it_was(
    window: MainWindow, postgres: Server, on_server: ServerAddress
) -> None:
    postgres.sql(OLDER, database=on_server.stem)
    window.open_store(on_server)
    [upgrade] = offered(window)
    window.desktop.messages.script(True)
    postgres.stop("immediate")
    upgrade.click()
    postgres.start()
    assert "连不上服务器" in window.start_page.strip.text()
    assert window.start_page.server.isEnabled()
    assert postgres.sql("SELECT version FROM store_format", database=on_server.stem) == "1006"


def test_who_may_not_upgrade_is_told_who_may(
    window: MainWindow, postgres: Server, on_server: ServerAddress
) -> None:
    postgres.sql(
        f"{OLDER}; CREATE ROLE plain_looker LOGIN;"
        " GRANT SELECT ON ALL TABLES IN SCHEMA public TO plain_looker",
        database=on_server.stem,
    )
    window.open_store(ServerAddress(on_server.url.replace("officer@", "plain_looker@")))
    assert "请用建库的数据库用户（officer）升级" in window.start_page.strip.text()
    assert offered(window) == []


def test_a_password_is_asked_for_used_again_and_kept_nowhere(
    window: MainWindow, postgres: Server, on_server: ServerAddress
) -> None:
    postgres.guard("windowed", "geheim7")
    place = ServerAddress(on_server.url.replace("officer@", "windowed@"))
    messages, said = window.desktop.messages, window.start_page.strip.text
    messages.script(None)
    window.open_store(place)
    assert "不让登录" in said()
    assert "请输入数据库口令，或把它放进 ~/.pgpass" in said()
    messages.script("falsch", "geheim7")
    window.open_store(place)
    face = window.face
    assert isinstance(face, BureauFace)
    asked = messages.shown[-2:]
    assert [request.title for request in asked] == ["输入数据库口令"] * 2
    assert "服务器要求口令" in asked[0].text
    assert "口令不对" in asked[1].text
    postgres.end_sessions("usename = 'windowed'")
    face.desk.reconnect()
    assert face.connection is None
    face.left.emit()
    row = window.start_page.recent
    assert row is not None
    assert row.rows[0].toolTip() == place.url
    kept = Path(settings().fileName()).read_text(encoding="utf-8")
    assert "windowed" in kept
    assert "geheim7" not in kept + window.windowTitle()


def test_a_standby_is_opened_to_be_read_and_refuses_what_writes(
    window: MainWindow, on_server: ServerAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ServerStore._run

    def recovering(store: ServerStore, sql: str, parameters: tuple[object, ...] = ()) -> object:
        return run(store, sql.replace("pg_is_in_recovery()", "true"), parameters)

    monkeypatch.setattr(ServerStore, "_run", recovering)
    window.open_store(on_server)
    face = window.face
    assert isinstance(face, BureauFace)
    assert "可以查看、评估、出表，不能接收和修改" in face.strip.text()
    assert face.desk.colleagues is None
    face.pages.show_page("page.evaluation")
    assert shown(face, EvaluationPage).view.indicators.records.records
    face.desk.step(
        lambda store: change_settings(store, {DUE_DATE: "2024-11-30"}, actor=face.desk.actor),
        owner=face,
    )
    assert "现在只能读" in face.strip.text()
