"""A district of nobody, of one school, and of schools that all lack one figure: sentences, no fault."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from cli.bureau.results import evaluation_lines
from forms.document import canonical_bytes, to_document
from forms.exchange import ContainerKind, PackageInfo, Signer, VerifiedPackage
from forms.values import Maybe
from operations.bureau.evaluation.data import write_data
from operations.bureau.evaluation.district_form import judge_district
from operations.bureau.evaluation.evaluate import as_json, evaluate_store
from operations.bureau.evaluation.export import draw_official_tables, write_district_raw
from operations.bureau.plan.plans import least_plan, read_ground, view_plan
from operations.bureau.plan.plans_told import view_sentences
from operations.bureau.plan.typed_plan import prices_typed
from operations.bureau.schools.roster import put_roster
from operations.bureau.store import Desk
from operations.bureau.today.facts import read_facts
from operations.bureau.today.morning import read_today
from operations.errors import Refused
from storage.bureau.store import BureauStore
from tests.exporters.documents.real_return import example_sheet
from tests.forms.evaluation.schools import school

LACKING: Mapping[str, Maybe] = {"facilities.multimedia_rooms": None}


@cache
def _document() -> bytes:
    sheet = example_sheet("primary")
    return canonical_bytes(to_document(sheet, program_version="0.1.0", journal_head="0" * 64))


def add(desk: Desk, number: int, changes: Mapping[str, Maybe]) -> None:
    """Put a school on the list and take a return of it, with these figures."""
    values = {**school(number).values, **changes}
    code, name = str(values["profile.school_code"]), f"第{number}小学"
    put_roster(
        desk.store,
        [["学校标识码", "学校名称", "办学类型"], [code, name, "211"]],
        actor=desk.actor,
    )
    now = datetime.now(UTC)
    info = PackageInfo(ContainerKind.REPORT, "420105", code, "0" * 32, 1, "", 2024, now)
    signer = Signer("李样例", name, code, "school", "0a1b", "ff" * 32, now)
    package = VerifiedPackage(f"{number:064x}", info, signer, {}, b"invented")
    desk.store.imports.accept(
        package, document=_document(), wide_row=values, actor=desk.actor, received_at=now
    )


def told(store: BureauStore, tmp_path: Path) -> str:
    """Everything a bureau can ask for, as text."""
    evaluation = evaluate_store(store)
    today = read_today(store, read_facts(store), since=None)
    parts = [str(today.whole), *evaluation_lines(evaluation), str(as_json(evaluation))]
    parts += [str(item.passes) for item in judge_district(store).items.values()]
    parts += [table.title for table in draw_official_tables(store)]
    data = write_data(store, tmp_path / "data", replace=False)
    parts.append(json.loads(data.descriptor.read_text(encoding="utf-8"))["title"])
    parts.append(str(write_district_raw(store, tmp_path / "raw.csv", replace=False)))
    return "\n".join(parts)


def test_a_district_of_nobody_is_refused_in_words(stranger: Desk, tmp_path: Path) -> None:
    store = stranger.store
    evaluation = evaluate_store(store)
    assert evaluation.passes is None
    assert evaluation_lines(evaluation) == [
        "资源配置：还不能判断",
        "没有参加评估的学校，没有可以评估的数。",
    ]
    today = read_today(store, read_facts(store), since=None)
    assert (today.calls, today.types) == ((), ())
    assert judge_district(store).passes is not True
    with pytest.raises(Refused, match="还没有接收任何学校的上报包"):
        draw_official_tables(store)
    with pytest.raises(Refused, match="没有数据可以导出"):
        write_data(store, tmp_path / "data", replace=False)
    with pytest.raises(Refused, match=r"。$"):
        least_plan(read_ground(store), "", prices=prices_typed([]))


def test_one_school_is_a_district(stranger: Desk, tmp_path: Path) -> None:
    add(stranger, 1, {})
    text = told(stranger.store, tmp_path)
    assert "小学：1 所，1000 人，1 所达标" in text
    assert "差异系数 0.0000（通过）" in text
    ground = read_ground(stranger.store)
    view = view_plan(ground, least_plan(ground, "", prices=prices_typed([])))
    assert view.lines == ()
    assert view.after.passes is True
    assert view_sentences(view)[-1] == "费用按单价估算，合计 0 万元。"


def test_a_figure_that_all_schools_lack_is_unknown_everywhere(
    stranger: Desk, tmp_path: Path
) -> None:
    for number in (1, 2, 3):
        add(stranger, number, LACKING)
    text = told(stranger.store, tmp_path)
    assert "L7  平均值 缺  差异系数 缺（还不能判断）" in text
    lines = (tmp_path / "data" / "coefficients.csv").read_text(encoding="utf-8-sig").splitlines()
    seventh = next(line for line in lines if line.startswith("primary,L7,"))
    assert seventh.endswith(",3,3000,,,,0.5,,0")
    ground = read_ground(stranger.store)
    view = view_plan(ground, least_plan(ground, "", prices=prices_typed([])))
    assert view.after.passes is None
    assert view_sentences(view)[0] == "全区资源配置：还不能判断 → 还不能判断。"
