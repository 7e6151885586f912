"""What the frozen folder must bring."""

from pathlib import Path

import pytest
from PIL import Image

from tests.house import build


def test_a_build_brings_the_shared_python_that_debian_splits_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sysconfig.get_config_var", lambda name: "libpython3.11.so.1.0")
    assert build.libraries()["libpython3.11.so.1.0"] == "libpython3.11"
    monkeypatch.setattr("sysconfig.get_config_var", lambda name: "libpython3.11.a")
    assert "libpython3.11.a" not in build.libraries()


def test_the_icon_has_every_size_windows_shows(tmp_path: Path) -> None:
    path = tmp_path / "build" / "youheng.ico"
    build.draw_icon(path)
    with Image.open(path) as picture:
        sizes = picture.info["sizes"]
        opacity = picture.convert("RGBA").getchannel("A").getextrema()
    assert {16, 24, 32, 48, 64, 256} == {width for width, _ in sizes}
    assert opacity == (0, 255), "drawn on nothing"
