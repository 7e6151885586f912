"""The packs of the program: loaded once, refused in words when broken, unknown or different."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from forms.loader import PackError
from forms.record import PackRef
from operations.errors import Refused
from operations.failures.explain import Blame, explain
from operations.packs import bundled as pack
from operations.packs.bundled import bundled_engine, bundled_pack, engine_for
from resources import resource


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the bundled packs that the program takes for its own."""
    folder = tmp_path / "resources"
    shutil.copytree(resource("forms"), folder / "forms")
    monkeypatch.setattr(pack, "resource", folder.joinpath)
    pack._pack.cache_clear()
    pack._engine.cache_clear()
    yield folder / "forms" / "balance-2024.1"
    pack._pack.cache_clear()
    pack._engine.cache_clear()


def test_is_loaded_once() -> None:
    assert bundled_pack() is bundled_pack("balance", "2024.1")
    assert bundled_engine().pack is bundled_pack()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("pupils.toml", 'field = "entrants_plan_{pj}"', 'field = "entrants_plan_{pj}'),
        ("pupils.toml", 'type = "integer"', 'type = "number"'),
        ("pupils.rules.toml", "pupils.entrants_plan_{s}", "pupils.entrants_plann_{s}"),
        ("pupils.rules.toml", "message = ", "massage = "),
    ],
)
def test_a_broken_pack_is_refused_with_its_place(
    bundle: Path, file: str, old: str, new: str
) -> None:
    text = (bundle / file).read_text(encoding="utf-8")
    assert old in text
    (bundle / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError, match=f"^{re.escape(file)}：") as caught:
        bundled_pack()
    failure = explain(caught.value)
    assert failure.blame is Blame.DATA
    assert file in failure.message


def test_a_pack_the_program_does_not_have_is_refused() -> None:
    with pytest.raises(Refused, match=r"没有表册 balance 1999\.1"):
        bundled_pack("balance", "1999.1")


def test_a_pack_with_other_contents_is_not_mixed_in() -> None:
    ref = bundled_pack().ref
    assert engine_for(ref) is bundled_engine()
    with pytest.raises(Refused, match="装同一版程序"):
        engine_for(replace(ref, digest="0" * 64))


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("../forms/balance", "2024.1"),
        ("balance-2024.1/../balance", "2024.1"),
        ("/tmp/balance", "2024.1"),
        ("//server/share/balance", "2024.1"),
        ("\\\\server\\share\\balance", "2024.1"),
        ("balance", "2024.1/"),
        ("balance", "2024.1/../balance-2024.1"),
        ("", ""),
        ("a" * 4000, "1"),
    ],
)
def test_a_name_from_outside_is_never_a_path(name: str, version: str) -> None:
    """A signed return says what pack it is of, so a school's malware could say anything."""
    with pytest.raises(Refused, match="本程序没有表册") as caught:
        engine_for(PackRef(name, version, "0" * 64))
    assert len(caught.value.message) < 200
