"""What the frozen folder must bring."""

from pathlib import Path

import pytest

from tests.house import build


def test_a_build_brings_the_shared_python_that_debian_splits_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sysconfig.get_config_var", lambda name: "libpython3.11.so.1.0")
    assert build.libraries()["libpython3.11.so.1.0"] == "libpython3.11"
    monkeypatch.setattr("sysconfig.get_config_var", lambda name: "libpython3.11.a")
    assert "libpython3.11.a" not in build.libraries()


def test_a_folder_without_opengl_is_named(tmp_path: Path) -> None:
    assert build.missing(tmp_path) == ["libGL.so.1", "libEGL.so.1"]
    (tmp_path / "libGL.so.1").touch()
    assert build.missing(tmp_path) == ["libEGL.so.1"]
