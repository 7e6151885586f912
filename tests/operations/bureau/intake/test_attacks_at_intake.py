"""The attack suite at a bureau's import: nothing gets in, nothing half-enters, nothing breaks."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from exporters.asic.report import seal_report
from forms.exchange import Code
from operations.bureau.intake.import_packages import import_packages
from operations.bureau.intake.rehearsal import rehearse_import
from operations.bureau.schools.roster import put_roster
from operations.bureau.store import DailyKeys, Desk, officer
from operations.packs.bundled import bundled_pack
from storage.bureau.chain import ChainTip
from storage.bureau.store import BureauStore
from storage.bureau.wide import wide_columns
from storage.named.blobs import BlobKind
from tests.exporters.asic.world import BUREAU, NOW, OTHER_SCHOOL, SCHOOL, good_report, world
from tests.exporters.attacks.forge_zip import container
from tests.exporters.attacks.test_manifest import DIGEST_ATTACKS, SETS
from tests.exporters.attacks.test_parties import PARTIES
from tests.exporters.attacks.test_signature import ATTACKS
from tests.exporters.attacks.test_zip import BOMBS, STRUCTURE

HUGE = "file beyond the limit"


def attacks() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Every container of the suite by name; those for a school's eyes are foreign here as well."""
    for group in (STRUCTURE, SETS, DIGEST_ATTACKS):
        yield from group.items()
    for name, (make, _) in BOMBS.items():
        if name != HUGE:
            yield name, make
    for name, (make, _, _) in PARTIES.items():
        if make is not good_report:
            yield name, make
    for name, sign in ATTACKS.items():
        yield f"signature: {name}", lambda sign=sign: container(sign=sign())  # type: ignore[misc]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The bureau of the attack suite with both its schools."""
    actor = officer("李科员")
    pack = bundled_pack()
    with BureauStore.create(
        tmp_path / "world.yhb",
        bureau_code=BUREAU,
        bureau_name="示例区教育局",
        period=2024,
        pack=pack.ref,
        actor=actor,
    ) as store:
        store.blobs.put(BlobKind.ROOT, world().authority.root, actor=actor)
        store.revocations.put(5, world().crl, issued_at=NOW, actor=actor)
        store.figures.make(
            wide_columns(item for form in pack.school_forms for item in form.fields())
        )
        headings = ["学校标识码", "学校名称", "办学类型", "校长姓名"]
        rows = [[code, f"学校{code}", "小学", "张三"] for code in (SCHOOL, OTHER_SCHOOL)]
        put_roster(store, [headings, *rows], actor=actor)
        keys = DailyKeys(world().operator.key, world().identity)
        yield Desk(store, keys, actor, lambda: NOW)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """The attacks as files, every second one encrypted to the bureau."""
    folder = tmp_path / "attacks"
    folder.mkdir()
    made: list[Path] = []
    for number, (_, make) in enumerate(attacks()):
        data = make()
        if number % 2:
            data = seal_report(data, recipient=world().identity.recipient)
        path = folder / f"{number:03}.asice{'.age' if number % 2 else ''}"
        path.write_bytes(data)
        made.append(path)
    return made


def test_no_attack_enters_and_nothing_is_left_but_its_record(desk: Desk, files: list[Path]) -> None:
    assert len(files) > 100
    results = import_packages(desk, files, workers=1)
    assert [item.file for item in results] == [path.name for path in files]
    assert not [item.file for item in results if item.accepted or item.code is Code.OK]
    assert all(item.message.endswith("。") for item in results)
    store = desk.store
    assert store.packages.all() == []
    assert list(store.figures.rows([])) == []
    assert store.chain.tip(SCHOOL) == store.chain.tip(OTHER_SCHOOL) == ChainTip()
    assert {item.sha256 for item in store.quarantine.all()} == {
        hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }
    assert len(store.import_log.all()) == len(files)
    assert store.verify_journal().intact


def test_a_rehearsal_of_all_of_them_writes_nothing(desk: Desk, files: list[Path]) -> None:
    head = desk.store.journal.head()
    found = rehearse_import(desk, files, workers=1)
    assert len(found) == len(files)
    assert not any(item.standing.importable or item.result.accepted for item in found)
    assert desk.store.journal.head() == head
    assert desk.store.import_log.all() == []
    assert desk.store.quarantine.all() == []


def test_a_sound_container_with_a_senseless_return_does_not_enter(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "good.asice"
    path.write_bytes(good_report())
    [result] = import_packages(desk, [path], workers=1)
    assert (result.accepted, result.code) == (False, Code.E_PACK)
    assert "签名有效，但内容不能接收" in result.message
