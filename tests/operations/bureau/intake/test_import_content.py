"""Packages that are signed well but say something wrong: the import believes only the answers."""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol, cast

import pytest

from exporters.asic import names
from exporters.asic.build import build
from exporters.asic.report import open_container, seal_report
from exporters.asic.signing import FileKeySigner
from exporters.asic.zip_reader import Archive
from forms.canonical import canonical_bytes
from forms.document import from_document, to_document
from forms.document.format import Json
from forms.exchange import Code, ContainerKind, PackageInfo
from operations.bureau.sent.told import read_told
from operations.bureau.store import Desk
from operations.check_context import school_context
from operations.clock import now
from operations.demo.run import DemoFiles
from operations.packs.bundled import bundled_engine
from tests.operations.staging import (
    District,
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


def plain(desk: Desk, path: Path) -> bytes:
    return open_container(path.read_bytes(), identity=desk.keys.identity)


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

    @pytest.mark.parametrize(("wrong", "more"), [(3, False), (4, True)])
    def test_of_many_differences_three_are_shown_and_all_counted(
        self, desk: Desk, forge: Forge, wrong: int, more: bool
    ) -> None:
        def change(document: dict[str, object]) -> None:
            indicators = document["indicators"]
            assert isinstance(indicators, dict)
            for name in [*indicators][:wrong]:
                indicators[name] = "99"

        result = import_package(desk, forge(change))
        assert result.message.count("的指标值写的是") == 3
        assert ("等 4 处" in result.message, "等 3 处" in result.message) == (more, False)

    def test_what_is_no_return_at_all_is_refused(self, desk: Desk, forge: Forge) -> None:
        result = import_package(desk, forge(lambda _document: None, more={names.RETURN: b"[]"}))
        assert (result.accepted, result.code) == (False, Code.E_JSON)
        assert "数据文件不是一份填报表" in result.message

    @pytest.mark.parametrize(
        ("confirmations", "said"),
        [
            (lambda given: [], "还没有统计人员、审核人、单位负责人的确认"),
            (lambda given: given[:2], "还没有单位负责人的确认"),
            (lambda given: given[::-1], "次序"),
            (lambda given: [{**one, "name": "王"} for one in given], "最多担任其中 2 项"),
            (lambda given: [{**one, "digest": "0" * 64} for one in given], "不是这份填报内容"),
        ],
    )
    def test_what_the_three_have_not_confirmed_is_refused(
        self,
        desk: Desk,
        forge: Forge,
        confirmations: Callable[[list[dict[str, str]]], object],
        said: str,
    ) -> None:
        def change(document: dict[str, object]) -> None:
            given = cast("list[dict[str, str]]", document["confirmations"])
            document["confirmations"] = confirmations(given)

        result = import_package(desk, forge(change))
        assert (result.accepted, result.code) == (False, Code.E_DATA)
        assert said in result.message

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
