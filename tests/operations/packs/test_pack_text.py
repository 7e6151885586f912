"""A store last used with another text of the same pack version: open, checked anew, signed as what it is."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from exporters.asic import names
from exporters.asic.zip_reader import Archive
from forms.edits import SetAnswer
from forms.exchange import Code
from operations.errors import Refused
from operations.packs.bundled import bundled_pack
from operations.school.check import check_return
from operations.school.exchange.fill import write_template
from operations.school.store import open_return, pack_note, read_return
from operations.verify.inspect_file import inspect_file
from storage.school.store import SchoolStore
from tests.operations.care import Life
from tests.operations.staging import CLERK, import_package

OTHER = replace(bundled_pack().ref, digest="0" * 64)


def signed_with(store: SchoolStore, identity: str) -> object:
    """The pack a signed package names."""
    container = store.deliveries.container(identity)
    assert container is not None
    return json.loads(Archive(container).read(names.RETURN))["pack"]["digest"]


def test_a_draft_of_another_text_opens_with_a_note(school: SchoolStore) -> None:
    assert pack_note(school) == ""
    before = check_return(school)
    school.update_meta(pack=OTHER, actor=CLERK)
    assert "已按本程序的表册重新检查" in pack_note(school)
    assert check_return(school).problems == before.problems
    assert read_return(school).record.pack == bundled_pack().ref
    opened = open_return(school, actor=CLERK)
    opened.set_text("pupils.minority_primary", "7")
    assert school.answers.load().answers["pupils.minority_primary"] == "7"
    assert write_template(school)
    assert school.meta.pack == OTHER


def test_signing_says_which_text_it_was(life: Life, tmp_path: Path) -> None:
    life.report(tmp_path)
    first = life.store.deliveries.all()[0].identity
    life.store.update_meta(pack=OTHER, actor=CLERK)
    sent = life.report(tmp_path, minority="13")
    assert [signed_with(life.store, item.identity) for item in life.store.deliveries.all()] == [
        bundled_pack().ref.digest,
        bundled_pack().ref.digest,
    ]
    assert life.store.meta.pack == bundled_pack().ref
    assert pack_note(life.store) == ""
    assert life.store.verify_journal().intact
    kept = tmp_path / "kept.asice"
    kept.write_bytes(life.store.deliveries.container(first) or b"")
    assert inspect_file(kept).accepted
    assert import_package(life.desk, sent).code is Code.E_GAP
    assert import_package(life.desk, min(tmp_path.glob("*-0001.asice.age"))).accepted
    assert import_package(life.desk, sent).accepted


@pytest.mark.parametrize("address", ["pupils.of_another_year", "meals.of_another_year"])
def test_answers_without_a_place_are_not_dropped_in_silence(
    school: SchoolStore, address: str
) -> None:
    school.update_meta(pack=OTHER, actor=CLERK)
    school.answers.write([SetAnswer(address, "1")], actor=CLERK)
    with pytest.raises(Refused, match=rf"1 项（如 {address}）.*原来那一版程序"):
        read_return(school)


def test_another_version_is_refused(school: SchoolStore) -> None:
    school.update_meta(pack=replace(OTHER, version="2031.1"), actor=CLERK)
    with pytest.raises(Refused, match="没有表册"):
        read_return(school)
    with pytest.raises(Refused, match="没有表册"):
        pack_note(school)
