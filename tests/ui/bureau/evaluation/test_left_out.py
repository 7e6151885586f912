"""Who is not in the evaluation stands on its page, each with the reason."""

from datetime import UTC, datetime

from forms.exchange import ContainerKind
from operations.bureau.schools.roster import retire_school
from operations.bureau.store import open_bureau
from operations.bureau.today.facts import read_facts
from storage.bureau.issued import IssuedFile
from tests.ui.bureau.conftest import District
from tests.ui.bureau.district import OFFICER, enlarge
from ui.bureau.evaluation.evaluation_rows import out_records


def test_schools_that_wait_were_sent_back_or_left_the_list_are_named(district: District) -> None:
    enlarge(district.bureau, schools=10)
    with open_bureau(district.bureau) as store:
        missing = [item.school_code for item in store.packages.statuses() if item.package is None]
        *_, gone, back = (
            item.package for item in store.packages.statuses() if item.package is not None
        )
        retire_school(store, gone.school_code, actor=OFFICER)
        slip = IssuedFile(
            ContainerKind.RETURN_SLIP,
            back.school_code,
            1,
            datetime.now(UTC),
            back.identity,
            reason="请核对",
        )
        store.issued.add(slip, b"slip", actor=OFFICER)
        facts = read_facts(store)
    found = {record.key: record.cells[2].text for record in out_records(facts)}
    assert found == {
        **dict.fromkeys(missing, "未交，暂不能评估"),
        back.school_code: "已退回，暂不能评估",
        gone.school_code: "已停用（撤并、停办），不参加评估",
    }
