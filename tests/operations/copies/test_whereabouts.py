"""A store that comes from another computer, or is not the copy this one knows, says so when opened."""

import shutil
from pathlib import Path

import pytest

from forms.edits import SetAnswer
from forms.workflow import Actor, Role
from operations.copies import whereabouts
from operations.copies.back_up import restore
from operations.copies.whereabouts import arrive
from operations.school.store import create_school, open_school
from storage.school.store import SchoolStore
from tests.storage.stores import new_bureau
from tests.support.postgres import Server

WANG, LI = Actor("王老师", Role.CLERK), Actor("李老师", Role.CLERK)
END = tuple[int, str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "云杉小学.yhs"
    create_school(
        path, school_code="2142100001", school_name="云杉小学", period=2024, actor=WANG
    ).close()
    return path


@pytest.fixture
def sit_at(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Lets a test say at which computer somebody sits."""
    return monkeypatch


def at(patch: pytest.MonkeyPatch, computer: str) -> None:
    patch.setattr(whereabouts, "computer_here", lambda: computer)


def opened(path: Path, actor: Actor, known: END | None = None) -> str:
    with open_school(path) as store:
        return arrive(store, actor=actor, known=known)


def typed(path: Path, text: str, actor: Actor = WANG) -> END:
    """Type something; gives where the journal ends."""
    with open_school(path) as store:
        store.answers.write([SetAnswer("profile.postcode", text)], actor=actor)
        return end_of(store)


def end_of(store: SchoolStore) -> END:
    head = store.journal.head()
    return head.seq, head.hash


def test_the_first_computer_is_noted_and_nothing_said(
    path: Path, sit_at: pytest.MonkeyPatch
) -> None:
    at(sit_at, "OFFICE-1")
    assert opened(path, WANG) == ""
    with open_school(path) as store:
        (entry,) = store.journal.entries(limit=1)
        assert (entry.reason, entry.actor) == ("在电脑“OFFICE-1”上打开", WANG)
        assert store.verify_journal().intact
        assert not store.replay().differences
    before = path.read_bytes()
    assert opened(path, WANG) == ""
    assert path.read_bytes() == before


def test_another_computer_says_by_whom_and_when(path: Path, sit_at: pytest.MonkeyPatch) -> None:
    at(sit_at, "OFFICE-1")
    opened(path, WANG)
    typed(path, "430030")
    with open_school(path) as store:
        (last,) = store.journal.entries(limit=1)
    at(sit_at, "家里\n的")
    said = opened(path, LI)
    when = f"{last.at.astimezone():%Y-%m-%d %H:%M}"
    assert said.startswith(f"这个库上次在另一台电脑“OFFICE-1”上由王老师写入（{when}），")
    assert "合不到一起" in said
    at(sit_at, "OFFICE-1")
    assert "“家里 的”上由李老师写入" in opened(path, WANG)


def test_what_went_on_from_here_is_no_news(path: Path, sit_at: pytest.MonkeyPatch) -> None:
    at(sit_at, "OFFICE-1")
    opened(path, WANG)
    known = typed(path, "430030")
    typed(path, "430031", LI)
    assert opened(path, WANG, known) == ""


def test_an_earlier_copy_is_told(path: Path, sit_at: pytest.MonkeyPatch) -> None:
    at(sit_at, "OFFICE-1")
    opened(path, WANG)
    early = Path(shutil.copy(path, path.with_name("early.yhs")))
    known = typed(path, "430030")
    said = opened(early, WANG, known)
    assert said.startswith(
        f"这台电脑上次用的这个库已记到第 {known[0]} 条，这一份只有 {known[0] - 1} 条"
    )
    assert "请确认没有拿错文件" in said


def test_copies_that_went_on_apart_are_told(path: Path, sit_at: pytest.MonkeyPatch) -> None:
    at(sit_at, "OFFICE-1")
    opened(path, WANG)
    other = Path(shutil.copy(path, path.with_name("other.yhs")))
    known = typed(path, "430030")
    typed(other, "430031", LI)
    said = opened(other, WANG, known)
    assert said.startswith("这一份和这台电脑上次用的那一份不是一路填下来的")


def test_whoever_went_back_to_a_backup_knows(path: Path, sit_at: pytest.MonkeyPatch) -> None:
    at(sit_at, "OFFICE-1")
    opened(path, WANG)
    backup = Path(shutil.copy(path, path.with_name("backup.yhs")))
    typed(path, "430030")
    known = typed(path, "430031")
    restore(SchoolStore, path, backup, actor=WANG)
    assert opened(path, WANG, known) == ""


def test_a_server_is_at_home_on_every_computer_and_tells_when_it_went_back(
    postgres: Server, sit_at: pytest.MonkeyPatch
) -> None:
    with new_bureau(postgres.new_place()) as store:
        ends = []
        for computer in ("一号", "二号"):
            at(sit_at, computer)
            ends.append(arrive(store, actor=WANG, known=None))
        assert ends == ["", ""]
        head = store.journal.head()
        assert arrive(store, actor=WANG, known=(head.seq, head.hash)) == ""
        said = arrive(store, actor=WANG, known=(head.seq + 4, "ff" * 32))
    assert said.startswith("服务器上的库和这台电脑上次看到的接不上：")
    assert "可能恢复过备份，请先问信息中心" in said
