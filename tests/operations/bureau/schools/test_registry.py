"""The bureau's registry: new stores, settings, roster, enrolment, revocation, files sent."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from exporters.pki.requests import make_request, request_for
from forms.exchange import ContainerKind
from operations.bureau import store as bureau_store
from operations.bureau.schools.enrol import enrol_school, revoke_school
from operations.bureau.schools.requests import look_at_request
from operations.bureau.schools.roster import put_roster, retire_school
from operations.bureau.sent.issue import issue_receipt, issue_return_slip, waiting_for_receipt
from operations.bureau.settings import change_settings, check_settings
from operations.bureau.store import BureauPlan, Desk, create_bureau, unlock_authority
from operations.clock import now
from operations.demo.run import BUREAU, PASSPHRASE, DemoFiles
from operations.errors import Misused, PackageRefused, Refused
from operations.files import write_file
from storage.bureau.roster import School
from storage.errors import StoreRefusal
from tests.operations.staging import (
    OTHER_PASSPHRASE,
    District,
    authority,
    import_roster,
    school_key,
)

HEADINGS = ["学校标识码", "学校名称", "办学类型", "校长姓名"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"code": "区局"}, "字母和数字"),
        ({"code": ""}, "字母和数字"),
        ({"code": "x" * 33}, "字母和数字"),
        ({"name": " "}, "区局名称"),
        ({"operator": ""}, "操作员"),
        ({"period": 24}, "报告期应为年份"),
    ],
)
def test_a_bureau_is_not_made_for_nonsense(
    tmp_path: Path, change: dict[str, object], words: str
) -> None:
    plan = replace(BUREAU, **change)  # type: ignore[arg-type]  # each of its own type
    with pytest.raises(Misused, match=words):
        create_bureau(tmp_path / "b.yhb", plan, passphrase=PASSPHRASE)
    assert list(tmp_path.iterdir()) == []


def test_a_weak_passphrase_makes_no_bureau(tmp_path: Path) -> None:
    with pytest.raises(Misused, match="口令太弱"):
        create_bureau(tmp_path / "b.yhb", BUREAU, passphrase="12345678"[:5])
    assert list(tmp_path.iterdir()) == []


def test_the_root_key_of_another_bureau_is_not_overwritten(tmp_path: Path) -> None:
    key = bureau_store.authority_file_of(tmp_path / "b.yhb")
    key.write_bytes(b"precious")
    with pytest.raises(Misused, match="已经存在"):
        create_bureau(tmp_path / "b.yhb", BUREAU, passphrase=PASSPHRASE)
    assert key.read_bytes() == b"precious"


def test_the_root_key_is_not_in_the_store(demo: DemoFiles) -> None:
    with bureau_store.open_bureau(demo.bureau_store, read_only=True) as store:
        assert store.blobs.get("ca_key") is None
    key = bureau_store.authority_file_of(demo.bureau_store)
    assert key.stat().st_mode & 0o077 == 0


class TestKeys:
    def test_a_wrong_passphrase_is_said_so(self, desk: Desk) -> None:
        with pytest.raises(Refused, match="口令不对"):
            bureau_store.unlock_daily_keys(desk.store, OTHER_PASSPHRASE)

    def test_a_missing_root_key_is_said_so(self, desk: Desk, tmp_path: Path) -> None:
        with pytest.raises(Refused, match="找不到根密钥文件"):
            unlock_authority(desk.store, tmp_path / "none.age", PASSPHRASE)

    def test_a_root_that_has_run_out_issues_nothing(self, desk: Desk, tmp_path: Path) -> None:
        def late() -> datetime:
            return datetime(2096, 3, 1, tzinfo=UTC)

        with pytest.raises(Refused, match=r"时间是 2096-03-01，根证书已于 .* 到期，不能再签发"):
            unlock_authority(desk.store, tmp_path / "any.age", PASSPHRASE, clock=late)

    @pytest.mark.parametrize("content", [b"", b"text", b"age-encryption.org/v1\n-> scrypt x\n"])
    def test_a_file_that_is_no_key_is_refused(
        self, desk: Desk, tmp_path: Path, content: bytes
    ) -> None:
        path = tmp_path / "key.age"
        path.write_bytes(content)
        with pytest.raises(Refused, match="不是受口令保护的密钥文件，或者文件已损坏"):
            unlock_authority(desk.store, path, PASSPHRASE)

    def test_the_root_key_of_another_bureau_does_not_fit(
        self, desk: Desk, stranger: Desk, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        key = tmp_path_factory.getbasetemp() / "other" / "other-root-key.age"
        with pytest.raises(Refused, match="不是这个局端库的根密钥"):
            unlock_authority(desk.store, key, OTHER_PASSPHRASE)
        assert stranger.store.meta.bureau_code == "420105"


class TestSettings:
    def test_are_checked_and_written_in_canonical_form(self) -> None:
        pairs = [("per_pupil_primary", "１,150"), ("setting.relax_dense_centre", "是")]
        assert check_settings(pairs, due="2024-10-15") == {
            "setting.per_pupil_primary": "1150",
            "setting.relax_dense_centre": "yes",
            "period.due_date": "2024-10-15",
        }

    @pytest.mark.parametrize(
        ("pairs", "due", "words"),
        [
            ([("nothing", "1")], "", "没有“nothing”"),
            ([("per_pupil_primary", "many")], "", "小学生均公用经费标准"),
            ([("retention_formula", "c")], "", "只能是"),
            ([], "15.10.2024", "截止日"),
        ],
    )
    def test_nonsense_is_refused(self, pairs: list[tuple[str, str]], due: str, words: str) -> None:
        with pytest.raises(Misused, match=words):
            check_settings(pairs, due=due)

    def test_changing_one_keeps_the_others(self, desk: Desk) -> None:
        before = desk.store.settings.all()
        change_settings(desk.store, {"setting.escort_minutes": "30"}, actor=desk.actor)
        assert desk.store.settings.all() == {**before, "setting.escort_minutes": "30"}


class TestRoster:
    def test_takes_codes_or_names_of_choices(self, desk: Desk) -> None:
        rows = [
            HEADINGS,
            ["2142100077", "甲小学", "小学", "赵"],
            ["3142100078", "乙中学", "311", ""],
        ]
        report = put_roster(desk.store, rows, actor=desk.actor)
        assert (report.added, report.changed, report.leftovers) == (2, 0, ())
        assert desk.store.roster.get("2142100077") == School(
            "2142100077", "甲小学", "211", principal="赵"
        )
        assert desk.store.roster.get("3142100078") == School("3142100078", "乙中学", "311")

    def test_reading_it_again_changes_nothing(self, desk: Desk) -> None:
        rows = [HEADINGS, ["2142100077", "甲小学", "211", "赵"]]
        put_roster(desk.store, rows, actor=desk.actor)
        report = put_roster(desk.store, rows, actor=desk.actor)
        assert (report.added, report.changed, report.plan.unchanged) == (0, 0, 1)

    @pytest.mark.parametrize(
        ("row", "reason"),
        [
            (["214210007", "甲", "211", ""], "10 位数字"),
            (["2142100077", "", "211", ""], "没有学校名称"),
            (["2142100077", "甲", "999", ""], "“999”不是办学类型的代码或名称"),
            (["2142100077", "甲", "", ""], "没有办学类型"),
        ],
    )
    def test_a_wrong_row_is_named_and_left_out(
        self, desk: Desk, row: list[str], reason: str
    ) -> None:
        good = ["2142100088", "好小学", "211", ""]
        report = put_roster(desk.store, [HEADINGS, row, good], actor=desk.actor)
        assert report.added == 1
        assert report.leftovers[0].place == "第 2 行"
        assert reason in report.leftovers[0].reason

    def test_a_code_twice_is_named(self, desk: Desk) -> None:
        row = ["2142100077", "甲小学", "211", ""]
        report = put_roster(desk.store, [HEADINGS, row, row], actor=desk.actor)
        assert "已经出现" in report.leftovers[0].reason

    @pytest.mark.parametrize(
        ("rows", "words"),
        [([], "学校名册是空的"), ([["学校标识码", "学校名称"]], "表头中缺少办学类型")],
    )
    def test_without_headings_nothing_is_read(
        self, desk: Desk, rows: list[list[str]], words: str
    ) -> None:
        with pytest.raises(Refused, match=words):
            put_roster(desk.store, rows, actor=desk.actor)

    def test_reads_csv_and_skips_blank_lines(self, desk: Desk, tmp_path: Path) -> None:
        text = "学校标识码,学校名称,办学类型\n\n2142100077,甲小学,小学\n,,\n"
        path = tmp_path / "roster.csv"
        path.write_bytes(text.encode("gb18030"))
        assert import_roster(desk.store, path, actor=desk.actor).added == 1

    def test_a_school_with_a_date_in_the_column_of_retirement_no_longer_reports(
        self, desk: Desk
    ) -> None:
        headings = ["学校标识码", "学校名称", "办学类型", "停用日期"]
        gone = ["2142100077", "甲小学", "小学", "2024-08-31"]
        here = ["2142100078", "乙小学", "小学", ""]
        put_roster(desk.store, [headings, gone, here], actor=desk.actor)
        assert desk.store.roster.get(gone[0]) == School(
            gone[0], "甲小学", "211", active=False, retired="2024-08-31"
        )
        active = {school.code for school in desk.store.roster.all(active_only=True)}
        assert here[0] in active
        assert gone[0] not in active

    def test_a_retired_school_is_not_active(self, desk: Desk, district: District) -> None:
        retire_school(desk.store, district.code(), actor=desk.actor)
        found = desk.store.roster.get(district.code())
        assert found is not None
        assert not found.active
        assert found.retired

    def test_retiring_an_unknown_school_is_refused(self, desk: Desk) -> None:
        with pytest.raises(Refused, match="名册中没有"):
            retire_school(desk.store, "9999999999", actor=desk.actor)


class TestEnrolment:
    def test_a_school_without_principal_is_not_enrolled_under_its_own_name(
        self, desk: Desk, demo: DemoFiles
    ) -> None:
        put_roster(desk.store, [HEADINGS, ["2142100077", "甲小学", "211", ""]], actor=desk.actor)
        _, request = make_request("2142100077")
        with pytest.raises(Refused, match="没有写校长，不能签发证书"):
            enrol_school(desk, request, authority=authority(demo.bureau_store))
        assert desk.store.certificates.all("2142100077") == []

    @pytest.mark.parametrize(
        ("whose", "sentence"),
        [
            ("root", "用的是本区局的根密钥"),
            ("operator", "用的是区局操作员的密钥"),
            ("school", r"用的是学校 \d{10} 的密钥，一把密钥只能属于一所学校"),
        ],
    )
    def test_a_key_of_somebody_else_is_refused(
        self, desk: Desk, demo: DemoFiles, district: District, whose: str, sentence: str
    ) -> None:
        keys = {
            "root": authority(demo.bureau_store).key,
            "operator": desk.keys.operator,
            "school": school_key(demo.school_stores[0]),
        }
        request = request_for(keys[whose], school=district.code(1))
        before = desk.store.certificates.all()
        with pytest.raises(Refused, match=sentence):
            enrol_school(desk, request, authority=authority(demo.bureau_store))
        assert desk.store.certificates.all() == before

    def test_names_come_from_the_roster(self, desk: Desk, demo: DemoFiles) -> None:
        rows = [HEADINGS, ["2142100077", "甲小学", "211", "赵校长"]]
        put_roster(desk.store, rows, actor=desk.actor)
        _, request = make_request("2142100077")
        done = enrol_school(desk, request, authority=authority(demo.bureau_store))
        assert done.school.name == "甲小学"
        assert done.opening.name == "2142100077-2024-opening.asice"
        assert done.opening.kind is ContainerKind.OPENING
        assert desk.store.requests.all(open_only=True) == []
        assert len(desk.store.certificates.all("2142100077")) == 1

    @pytest.mark.parametrize("content", [b"", b"text", b"-----BEGIN CERTIFICATE REQUEST-----\n"])
    def test_a_damaged_request_is_refused(self, content: bytes) -> None:
        with pytest.raises(Refused, match="开户申请"):
            look_at_request(content)

    def test_a_school_that_is_not_listed_is_refused(self, desk: Desk, demo: DemoFiles) -> None:
        _, request = make_request("2142100099")
        with pytest.raises(Refused, match="不在名册中"):
            enrol_school(desk, request, authority=authority(demo.bureau_store))
        assert desk.store.certificates.all("2142100099") == []

    def test_another_school_or_fingerprint_than_expected_is_refused(
        self, desk: Desk, demo: DemoFiles, district: District
    ) -> None:
        _, request = make_request(district.code())
        root = authority(demo.bureau_store)
        with pytest.raises(Misused, match="不是 1111111111 的"):
            enrol_school(desk, request, authority=root, school="1111111111")
        with pytest.raises(Misused, match="指纹"):
            enrol_school(desk, request, authority=root, request_fingerprint="0" * 20)
        assert len(desk.store.certificates.all(district.code())) == 1

    def test_an_expired_operator_cannot_issue(
        self, desk: Desk, demo: DemoFiles, district: District
    ) -> None:
        _, request = make_request(district.code())
        later = replace(desk, clock=lambda: now() + timedelta(days=4 * 365))
        with pytest.raises(PackageRefused, match="过期"):
            enrol_school(later, request, authority=authority(demo.bureau_store))
        assert len(desk.store.certificates.all(district.code())) == 1

    def test_revoking_needs_a_reason_and_a_certificate(
        self, desk: Desk, demo: DemoFiles, district: District
    ) -> None:
        root, code = authority(demo.bureau_store), district.code()
        with pytest.raises(Refused, match="原因"):
            revoke_school(desk.store, code, authority=root, actor=desk.actor, reason=" ")
        assert revoke_school(desk.store, code, authority=root, actor=desk.actor, reason="遗失") == 1
        with pytest.raises(Refused, match="没有可以吊销"):
            revoke_school(desk.store, code, authority=root, actor=desk.actor, reason="遗失")
        crl = desk.store.revocations.newest()
        assert crl is not None
        assert crl.number == 2


class TestFilesSent:
    def test_nothing_waits_for_a_receipt_after_the_demonstration(self, desk: Desk) -> None:
        assert waiting_for_receipt(desk.store) == []

    def test_a_return_slip_needs_a_reason_and_a_package(
        self, desk: Desk, district: District
    ) -> None:
        with pytest.raises(Refused, match="原因"):
            issue_return_slip(desk, district.code(), reason="")
        put_roster(desk.store, [HEADINGS, ["2142100077", "甲", "211", ""]], actor=desk.actor)
        with pytest.raises(Refused, match="还没有导入"):
            issue_return_slip(desk, "2142100077", reason="x")

    def test_a_returned_package_gets_no_receipt(self, desk: Desk, district: District) -> None:
        issue_return_slip(desk, district.code(), reason="请核对")
        package = desk.store.packages.all(district.code())[0]
        with pytest.raises(StoreRefusal, match=r"已经退回第 1 号上报包.*请等待重新上报"):
            issue_receipt(desk, package)


def test_a_new_bureau_is_ready_for_work(stranger: Desk, tmp_path: Path) -> None:
    assert stranger.store.meta.period == 2024
    pem = write_file(
        tmp_path, bureau_store.root_pem(stranger.store), name="root.pem", replace=False
    )
    assert pem.read_bytes().startswith(b"-----BEGIN CERTIFICATE-----")
    assert BureauPlan("1", "b", 2024, "c").code == "1"
