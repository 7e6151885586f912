"""PySide6's own Python files, compiled once for the built program.

PySide6 carries them packed in its library and compiles them at each start. Where a folder
``files.dir`` lies beside that library it takes them from there, which its switch SBK_EMBED makes.
"""

import compileall
import shutil
import subprocess
import sys
from pathlib import Path
from py_compile import PycInvalidationMode
from tempfile import TemporaryDirectory
from typing import Final

import shiboken6

import dev

FILES: Final = "files.dir"


def copy_as_delivered(folder: Path) -> Path:
    """Copy the package as pip installs it into a folder; return the copy."""
    package = Path(shiboken6.__file__).parent
    return Path(
        shutil.copytree(package, folder / package.name, ignore=shutil.ignore_patterns(FILES))
    )


def compile_pyside_files(target: Path) -> None:
    """Put the compiled files into a new folder, equal for equal sources; no source comes along."""
    with TemporaryDirectory() as name:
        package = copy_as_delivered(Path(name))
        environment = dev.child_environment(PYTHONPATH=name, SBK_EMBED="no")
        subprocess.run([sys.executable, "-c", "import shiboken6"], env=environment, check=True)
        shutil.rmtree(target, ignore_errors=True)
        sources = shutil.ignore_patterns("__pycache__", "signature_bootstrap.py")
        shutil.copytree(package / FILES, target, ignore=sources)
    compileall.compile_dir(
        target,
        quiet=1,
        legacy=True,
        stripdir=str(target),
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
    )
    for source in target.rglob("*.py"):
        source.unlink()
