"""What the frozen folder must bring."""

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

import dev
from tests.house import build
from tests.house.pyside_files import FILES, compile_pyside_files, copy_as_delivered


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


def test_the_built_program_brings_pysides_own_files_compiled_and_takes_them(
    tmp_path: Path,
) -> None:
    package = copy_as_delivered(tmp_path)
    compile_pyside_files(package / FILES)
    files = [path for path in (package / FILES).rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".pyc"}
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import shiboken6, shibokensupport.signature.loader as loader; print(loader.__file__)",
        ],
        env=dev.child_environment(PYTHONPATH=str(tmp_path)),
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(said.stdout.strip()).is_relative_to(package / FILES)
