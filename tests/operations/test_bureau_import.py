"""Importing packages: hostile, damaged, repeated and foreign ones, and many at once."""

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

import pytest

from exporters.asic import names
from exporters.asic.build import build
from exporters.asic.report import open_container, seal_report
from exporters.asic.signing import FileKeySigner
from exporters.asic.zip_reader import Archive
from forms.canonical import canonical_bytes
from forms.document import from_document, to_document
from forms.document.format import Json
from forms.exchange import Code, ContainerKind, Level, PackageInfo
from operations.bureau.enrol import revoke_school
from operations.bureau.intake import import_packages
from operations.bureau.roster import retire_school
from operations.bureau.store import Desk
from operations.bureau.told import read_told
from operations.check_context import school_context
from operations.clock import now
from operations.demo.run import DemoFiles
from operations.pack import bundled_engine
from storage.bureau.packages import ReturnState
from tests.operations.staging import (
    District,
    authority,
    import_package,
    school_key,
)


class Forge(Protocol):
    """Signs a changed document with the school's own key, as a tampered program could."""

    def __call__(
        self,
        change: Callable[[dict[str, object]], None],
        *,
        without_attachments: bool = False,
        more: Mapping[str, bytes] | None = None,
    ) -> Path:
        """Give the file."""


@pytest.fixture
def second(district: District) -> Path:
    """The second package of the first school: number 2, not imported yet."""
    return district.next_package()


def plain(desk: Desk, path: Path) -> bytes:
    return open_container(path.read_bytes(), identity=desk.keys.identity)


def test_the_next_package_of_a_school_is_taken(desk: Desk, second: Path) -> None:
    result = import_package(desk, second)
    assert (result.accepted, result.code, result.number) == (True, Code.OK, 2)
    assert desk.store.packages.all(result.school)[-1].identity == result.identity
    assert desk.store.import_log.all()[0].accepted


def test_figures_of_the_new_package_replace_the_old(desk: Desk, second: Path) -> None:
    code = import_package(desk, second).school
    rows = {row.school_code: row for row in desk.store.figures.rows(["pupils.minority_primary"])}
    assert rows[code].values["pupils.minority_primary"] == 12


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def emptied(_data: bytes) -> bytes:
    return b""


def lengthened(data: bytes) -> bytes:
    return data + b"\0"


@pytest.mark.parametrize("damage", [cut, flipped, emptied, lengthened])
def test_a_damaged_encrypted_package_is_kept_apart(
    desk: Desk, second: Path, damage: Callable[[bytes], bytes]
) -> None:
    second.write_bytes(damage(second.read_bytes()))
    result = import_package(desk, second)
    assert not result.accepted
    assert result.code in {Code.E_CRYPT, Code.E_ZIP}
    assert result.message.endswith("。")
    assert [item.file_name for item in desk.store.quarantine.all()] == [second.name]
    assert len(desk.store.packages.all()) == 3


@pytest.mark.parametrize("damage", [cut, flipped, emptied, lengthened])
def test_a_damaged_container_inside_is_refused(
    desk: Desk, second: Path, damage: Callable[[bytes], bytes]
) -> None:
    second.write_bytes(
        seal_report(damage(plain(desk, second)), recipient=desk.keys.identity.recipient)
    )
    result = import_package(desk, second)
    assert not result.accepted
    assert result.verdict is Level.INVALID


def test_the_same_package_twice_is_seen(desk: Desk, district: District) -> None:
    result = import_package(desk, district.package())
    assert (result.accepted, result.code) == (False, Code.E_SEEN)
    assert "以前已经导入" in result.message
    assert desk.store.quarantine.all() == []


def test_a_package_of_a_retired_school_is_refused(desk: Desk, second: Path) -> None:
    retire_school(desk.store, second.name.partition("-")[0], actor=desk.actor)
    result = import_package(desk, second)
    assert (result.accepted, result.code) == (False, Code.E_SCHOOL)


def test_a_package_for_another_bureau_cannot_be_opened(stranger: Desk, district: District) -> None:
    result = import_package(stranger, district.package())
    assert (result.accepted, result.code) == (False, Code.E_CRYPT)
    assert len(stranger.store.quarantine.all()) == 1


def test_a_package_passed_on_to_another_bureau_is_refused(
    desk: Desk, stranger: Desk, district: District, tmp_path: Path
) -> None:
    container = plain(desk, district.package())
    passed = tmp_path / "passed.asice.age"
    passed.write_bytes(seal_report(container, recipient=stranger.keys.identity.recipient))
    result = import_package(stranger, passed)
    assert not result.accepted
    assert result.code in {Code.E_SIG, Code.E_ADDRESSEE}


def test_a_revoked_school_is_refused(desk: Desk, demo: DemoFiles, second: Path) -> None:
    code = second.name.partition("-")[0]
    count = revoke_school(
        desk.store,
        code,
        authority=authority(demo.bureau_store),
        actor=desk.actor,
        reason="校长更换",
    )
    assert count == 1
    result = import_package(desk, second)
    assert (result.accepted, result.code) == (False, Code.E_SIG)
    assert "吊销" in result.message


def test_a_gap_is_refused_until_the_missing_package_has_come(
    desk: Desk, district: District, second: Path
) -> None:
    third = district.next_package(3)
    assert import_package(desk, third).code is Code.E_GAP
    results = import_packages(desk, [third, second], workers=1)
    assert [result.accepted for result in results] == [True, True]


def test_files_that_are_nothing_get_a_verdict(desk: Desk, tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("hello", encoding="utf-8")
    missing = tmp_path / "missing.asice.age"
    results = import_packages(desk, [text, missing], workers=1)
    assert [result.accepted for result in results] == [False, False]
    assert "读不了文件" in results[1].message


def test_one_bad_file_does_not_stop_the_others(desk: Desk, second: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.asice.age"
    bad.write_bytes(cut(second.read_bytes()))
    told: list[tuple[int, int]] = []
    results = import_packages(
        desk,
        [bad, second],
        progress=lambda done, total, _text: told.append((done, total)),
        workers=1,
    )
    assert [result.accepted for result in results] == [False, True]
    assert told == [(1, 2), (2, 2)]


def test_cancelling_leaves_the_rest_untouched(desk: Desk, second: Path) -> None:
    results = import_packages(desk, [second], cancelled=lambda: True, workers=1)
    assert results == []
    assert len(desk.store.packages.all()) == 3
    assert desk.store.quarantine.all() == []


@pytest.mark.slow
def test_many_files_are_examined_in_processes(
    desk: Desk, district: District, second: Path, tmp_path: Path
) -> None:
    copies = [tmp_path / f"copy-{number}.asice.age" for number in range(6)]
    for path in copies:
        shutil.copy(district.package(1), path)
    copies[3].write_bytes(cut(copies[3].read_bytes()))
    results = import_packages(desk, [*copies, second], workers=2)
    codes = [result.code for result in results]
    assert codes == [Code.E_SEEN] * 3 + [Code.E_CRYPT] + [Code.E_SEEN] * 2 + [Code.OK]


def test_an_import_can_be_undone_until_it_is_answered(desk: Desk, second: Path) -> None:
    result = import_package(desk, second)
    desk.store.imports.undo(result.identity, actor=desk.actor, reason="导入错了")
    assert import_package(desk, second).accepted


def test_the_bureau_remembers_what_it_told_a_school(desk: Desk, district: District) -> None:
    told = read_told(desk.store, district.code())
    assert told.due == "2024-10-15"
    assert told.settings["setting.per_pupil_primary"] == "1150"
    assert read_told(desk.store, "9999999999").settings == {}


def test_every_school_of_the_demonstration_has_its_receipt(desk: Desk) -> None:
    assert {status.state for status in desk.store.packages.statuses()} == {ReturnState.ACCEPTED}


class TestContent:
    """Packages that are signed well but say something wrong."""

    @pytest.fixture
    def forge(self, desk: Desk, district: District, demo: DemoFiles, tmp_path: Path) -> Forge:
        """Forge the next package of the first school."""

        def make(
            change: Callable[[dict[str, object]], None],
            *,
            without_attachments: bool = False,
            more: Mapping[str, bytes] | None = None,
        ) -> Path:
            archive = Archive(plain(desk, district.package()))
            files = {
                name: archive.read(name)
                for name in archive.entries
                if name not in names.FIXED and name != names.INFO
                if not (without_attachments and names.attachment_digest(name))
            }
            document = json.loads(files[names.RETURN])
            change(document)
            files |= {names.RETURN: canonical_bytes(document), **(more or {})}
            code = district.code()
            previous = desk.store.packages.all(code)[-1]
            info = PackageInfo(
                kind=ContainerKind.REPORT,
                bureau="420104",
                school=code,
                package_id="0" * 32,
                number=2,
                previous=previous.identity,
                period=2024,
                created=now(),
            )
            certificate = desk.store.certificates.all(code)[-1].certificate
            signer = FileKeySigner(school_key(demo.school_stores[0]), certificate)
            container = build(files, info=info, signer=signer)
            path = tmp_path / "forged.asice.age"
            path.write_bytes(seal_report(container, recipient=desk.keys.identity.recipient))
            return path

        return make

    def test_an_attachment_no_answer_names_is_refused(self, desk: Desk, forge: Forge) -> None:
        content = b"MZ" + bytes(10**6)
        name = names.attachment(hashlib.sha256(content).hexdigest(), "exe")
        result = import_package(desk, forge(lambda _: None, more={name: content}))
        assert (result.accepted, result.code) == (False, Code.E_SET)
        assert f"附件 {name} 没有哪一项答案用到" in result.message

    @pytest.mark.parametrize("name", [names.REPORT_PDF, names.REPORT_XLSX])
    def test_a_readable_copy_decides_nothing(self, desk: Desk, forge: Forge, name: str) -> None:
        result = import_package(desk, forge(lambda _: None, more={name: b"of another school"}))
        assert result.accepted

    @pytest.mark.parametrize(
        ("comments", "why"),
        [
            ([{"address": "", "text": "x", "origin": "bureau"}] * 100_000, "最多 2000 条"),
            ([{"address": "no.such", "text": "x", "origin": "bureau"}], "第 1 条说的是表册里没有"),
            ([{"address": "", "text": "\u200b", "origin": "bureau"}], "看不见的字符（U+200B）"),
        ],
    )
    def test_senseless_comments_are_refused(
        self, desk: Desk, forge: Forge, comments: list[dict[str, str]], why: str
    ) -> None:
        result = import_package(desk, forge(lambda document: document.update(comments=comments)))
        assert (result.accepted, result.code) == (False, Code.E_DATA)
        assert why in result.message

    @pytest.mark.parametrize(
        ("part", "key", "value", "why"),
        [
            ("indicators", "L1_primary", "99", "L1_primary 的指标值写的是 '99'"),
            (
                *("calculated", "pupils.enrolled_primary", 2000),
                "pupils.enrolled_primary 的计算值写的是 2000",
            ),
            ("answers", "pupils.entrants_primary", 5000, "F3 pupils.entrants_primary 没有写进"),
            ("answers", "facilities.site_area", "1.234", "facilities.site_area"),
            ("answers", "no.such", 1, "no.such"),
            (
                *("justifications", "R-none-001", "由于没有这条规则，第 1 页。"),
                "数据里有填报内容以外的部分，或写法不是规定的唯一写法",
            ),
        ],
    )
    def test_what_does_not_recalculate_is_refused(
        self,
        desk: Desk,
        forge: Forge,
        part: str,
        key: str,
        value: object,
        why: str,
    ) -> None:
        def change(document: dict[str, object]) -> None:
            content = document[part]
            assert isinstance(content, dict)
            content[key] = value

        result = import_package(desk, forge(change))
        assert (result.accepted, result.code) == (False, Code.E_DATA)
        assert "签名有效，但内容不能接收" in result.message
        assert why in result.message

    @pytest.mark.parametrize(
        ("change", "code", "why"),
        [
            (lambda document: document.update(school="2142100009"), Code.E_WHO, "学校或报告期"),
            (lambda document: document.update(period=2023), Code.E_WHO, "学校或报告期"),
            (lambda document: document["pack"].update(version="1999.1"), Code.E_PACK, "1999.1"),
            (lambda document: document["pack"].update(digest="0" * 64), Code.E_PACK, "表册"),
            (lambda document: document.update(pack=[]), Code.E_PACK, "没有写明所用的表册"),
            (lambda document: document.pop("pack"), Code.E_PACK, "没有写明所用的表册"),
            (lambda document: document.pop("tables"), Code.E_DATA, "tables"),
            (lambda document: document.update(extra=1), Code.E_DATA, "extra"),
            (lambda document: document["problems"].append({}), Code.E_DATA, "重新检查时没有出现"),
        ],
    )
    def test_another_school_period_pack_or_shape_is_refused(
        self,
        desk: Desk,
        forge: Forge,
        change: Callable[[dict[str, object]], None],
        code: Code,
        why: str,
    ) -> None:
        result = import_package(desk, forge(change))
        assert (result.accepted, result.code) == (False, code)
        assert why in result.message

    def test_an_unchanged_document_is_taken(self, desk: Desk, forge: Forge) -> None:
        assert import_package(desk, forge(lambda _document: None)).accepted

    def test_a_return_with_open_problems_is_refused_though_it_says_so_itself(
        self, desk: Desk, forge: Forge
    ) -> None:
        """A school's program that was changed to sign what the check has not passed."""

        def leave_out(document: dict[str, object]) -> None:
            answers = document["answers"]
            assert isinstance(answers, dict)
            del answers["facilities.site_area"]
            document.update(recalculated(desk, document))

        result = import_package(desk, forge(leave_out))
        assert (result.accepted, result.code) == (False, Code.E_DATA)
        assert "个问题没有处理，第一个是" in result.message
        assert "（facilities.site_area）" in result.message

    def test_an_attachment_named_in_the_return_has_to_be_there(
        self, desk: Desk, forge: Forge
    ) -> None:
        result = import_package(desk, forge(lambda _document: None, without_attachments=True))
        assert (result.accepted, result.code) == (False, Code.E_DATA)
        assert "不在上报包里，或大小不符" in result.message


def recalculated(desk: Desk, document: dict[str, object]) -> dict[str, Json]:
    """What the answers of a return really give, problems and all, as a document."""
    engine, school = bundled_engine(), str(document["school"])
    told = read_told(desk.store, school)
    context = school_context(engine.plan, told, school=school, year=2024)
    sheet = engine.open(from_document(document, engine.plan), context)
    return to_document(
        sheet,
        program_version=str(document["program_version"]),
        journal_head=str(document["journal_head"]),
    )
