"""What the backups of a store hold, and what going back to one would lose."""

import shutil
from pathlib import Path

import pytest

from forms.edits import SetAnswer
from operations.bureau.intake.import_packages import import_packages
from operations.bureau.records import BureauStore
from operations.bureau.store import Desk
from operations.copies.backups import explained, look_at, survey, survey_closed
from operations.copies.comparison import Kinship
from operations.school.check import send_back, submit_return
from operations.school.records import SchoolStore
from operations.school.signing.sign import sign_return
from operations.school.store import create_school
from tests.operations import staging
from tests.operations.staging import CLERK, PRINCIPAL, District

EARLIER, LATER = "20240901T080000Z-upgrade.yhs", "20240902T080000Z-auto.yhs"


@pytest.fixture
def store(tmp_path: Path) -> SchoolStore:
    """A store with two backups, one before its postcode was typed and one after."""
    made = create_school(
        tmp_path / "云杉小学.yhs",
        school_code="2142100001",
        school_name="云杉小学",
        period=2024,
        actor=CLERK,
    )
    kept(made, EARLIER)
    typed(made, "profile.postcode", "430030")
    kept(made, LATER)
    return made


def kept(store: SchoolStore, name: str) -> Path:
    """A backup beside the store under the name of one of another day."""
    target = store.path.with_name(f"{store.path.name}.backups") / name
    target.parent.mkdir(exist_ok=True)
    store.backups.write_to(target, replace=False)
    return target


def typed(store: SchoolStore, address: str, text: str) -> None:
    store.answers.write([SetAnswer(address, text)], actor=CLERK)


def test_the_newest_stands_first_with_what_it_holds(store: SchoolStore) -> None:
    with store:
        found = survey(store)
    assert [one.path.name for one in found.backups] == [LATER, EARLIER]
    newest, oldest = found.backups
    assert (newest.origin, oldest.origin) == ("自动", "升级前")
    assert f"{newest.made:%Y-%m-%d %H:%M}" == "2024-09-02 08:00"
    assert newest.size == newest.path.stat().st_size
    assert newest.contents is not None
    assert oldest.contents is not None
    assert newest.contents.state == "第 1 版 填报中"
    assert (oldest.contents.filled, newest.contents.filled) == (0, 1)


def test_what_would_be_lost_is_said_in_words(store: SchoolStore) -> None:
    with store:
        typed(store, "profile.postcode", "430031")
        found = survey(store)
    for one, count in zip(found.backups, (1, 2), strict=True):
        assert one.comparison is not None
        assert one.comparison.relation is Kinship.EARLIER
        (lost,) = one.comparison.lost
        assert lost.endswith(f"的 {count} 条记录：填写和修改 {count} 次。")
        assert one.comparison.gained == ()
    newest, oldest = (one.comparison for one in found.backups)
    assert newest is not None
    assert oldest is not None
    assert [(one.place, one.there, one.here) for one in newest.differences] == [
        ("邮政编码", "430030", "430031")
    ]
    assert [(one.there, one.here) for one in oldest.differences] == [("未填", "430031")]
    assert explained(found.backups[0])[0] == "现在的库是接着它做的。恢复它，会失去下列内容。"


def test_the_same_is_called_the_same(store: SchoolStore) -> None:
    with store:
        newest = survey(store).backups[0]
    assert newest.comparison is not None
    assert newest.comparison.relation is Kinship.SAME
    assert explained(newest) == ["与现在的库完全一样，不用恢复。"]


def test_two_that_went_on_apart_are_told_from_one_that_is_newer(
    store: SchoolStore, tmp_path: Path
) -> None:
    with store:
        elsewhere = Path(shutil.copy(kept(store, "20240903T080000Z-auto.yhs"), tmp_path / "b.yhs"))
        with SchoolStore.open(elsewhere) as other:
            typed(other, "profile.address", "汉正街 1 号")
        newer = look_at(SchoolStore, elsewhere, store).comparison
        typed(store, "profile.postcode", "430031")
        apart = look_at(SchoolStore, elsewhere, store).comparison
    assert newer is not None
    assert (newer.relation, newer.lost, len(newer.gained)) == (Kinship.LATER, (), 1)
    assert apart is not None
    assert (apart.relation, len(apart.lost), len(apart.gained)) == (Kinship.DIVERGED, 1, 1)
    assert {one.place for one in apart.differences} == {"邮政编码", "学校地址"}


def test_another_store_has_nothing_in_common(store: SchoolStore, tmp_path: Path) -> None:
    other = tmp_path / "other.yhs"
    create_school(
        other, school_code="2142100001", school_name="云杉小学", period=2024, actor=CLERK
    ).close()
    with store:
        found = look_at(SchoolStore, other, store)
    assert found.origin == "另存"
    assert explained(found) == ["它不是这个库的备份，是另外建立的一个库。"]


def test_a_broken_backup_is_named_and_the_others_stand(store: SchoolStore) -> None:
    with store:
        broken = store.path.with_name(f"{store.path.name}.backups") / "20240904T080000Z-auto.yhs"
        broken.write_bytes(b"SQLite format 3\0" + bytes(4096))
        found = survey(store)
    first, *others = found.backups
    assert first.path == broken
    assert first.contents is None
    assert explained(first)[0].startswith(f"“{broken.name}”已损坏，不能打开。")
    assert all(one.failure is None for one in others)


def test_the_backups_of_a_broken_store_can_be_looked_at(store: SchoolStore) -> None:
    path = store.path
    store.close()
    path.write_bytes(b"SQLite format 3\0" + bytes(4096))
    found = survey_closed(SchoolStore, path)
    assert found.failure is not None
    assert found.failure.message.startswith(f"“{path.name}”已损坏")
    assert found.failure.has_backups
    newest = found.backups[0]
    assert newest.contents is not None
    assert newest.contents.filled == 1
    assert explained(newest) == ["现在的库读不出来，不能比较。"]


def test_a_signature_after_the_backup_is_a_warning(district: District) -> None:
    key = staging.school_key(district.files.school_stores[0])
    with SchoolStore.open(district.school()) as store:
        kept(store, LATER)
        send_back(store, actor=PRINCIPAL, reason="补充")
        submit_return(store, actor=CLERK)
        staging.confirm_all(store)
        sign_return(store, key=key, actor=PRINCIPAL)
        (found,) = survey(store).backups
    assert found.comparison is not None
    told, warning = found.comparison.lost
    assert "签名 1 次" in told
    assert warning.startswith("其中有校长签名的上报包。")


def test_a_district_says_what_would_have_to_come_again(district: District, desk: Desk) -> None:
    target = district.folder / "backup.yhb"
    desk.store.backups.write_to(target, replace=False)
    import_packages(desk, [district.next_package()])
    found = look_at(BureauStore, target, desk.store)
    assert found.contents is not None
    assert found.contents.state == "3 所学校，已报 3 所"
    assert found.comparison is not None
    assert found.comparison.relation is Kinship.EARLIER
    assert "其中接收的上报包要重新导入。" in found.comparison.lost
    (one,) = found.comparison.differences
    assert (one.there, one.here) == ("第 1 份，已接收", "第 2 份，已交，待回执")


def test_looking_writes_nothing(store: SchoolStore) -> None:
    backups = store.path.with_name(f"{store.path.name}.backups")
    with store:
        before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in backups.iterdir()}
        survey(store)
    assert before == {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in backups.iterdir()
    }
