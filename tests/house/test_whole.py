"""A lock is whole for every system and Python, and what is left out of it is never imported."""

import subprocess
import sys

from tests.house import imports, locks, whole
from tests.house.sources import read
from tests.support.places import ROOT

NOTHING: set[str] = set()


def lock(*lines: str) -> whole.Lock:
    return whole.entries("\n".join(f"{line} \\\n    --hash=sha256:00" for line in lines))


def test_an_entry_is_read_with_its_marker() -> None:
    found = lock("Typing_Extensions==4.16.0 ; python_full_version < '3.13'", "six==1.17.0")
    assert [(name, entry.version) for name, entry in found.items()] == [
        ("typing-extensions", "4.16.0"),
        ("six", "1.17.0"),
    ]
    assert str(found["typing-extensions"].marker) == 'python_full_version < "3.13"'


def test_a_package_that_a_locked_one_requires_is_missed() -> None:
    faults = list(whole.wanting(lock("openpyxl==3.1.5"), ["openpyxl"], NOTHING))
    assert len(faults) == len(whole.SYSTEMS) * len(whole.PYTHONS)
    assert faults[0].startswith("openpyxl requires et-xmlfile")
    assert list(whole.wanting(lock("openpyxl==3.1.5"), ["openpyxl"], {"et-xmlfile"})) == []
    full = lock("openpyxl==3.1.5", "et-xmlfile==2.0.0")
    assert list(whole.wanting(full, ["openpyxl"], NOTHING)) == []


def test_an_extra_is_followed() -> None:
    bare = lock("hypothesis==6.170.15", "sortedcontainers==2.4.0", "attrs==26.1.0")
    assert list(whole.wanting(bare, ["hypothesis"], NOTHING)) == []
    faults = list(whole.wanting(bare, ["hypothesis[cli]"], NOTHING))
    assert any("requires rich" in fault for fault in faults)


def test_a_marker_that_leaves_a_system_out_is_noticed() -> None:
    narrow = lock("openpyxl==3.1.5", "et-xmlfile==2.0.0 ; sys_platform == 'win32'")
    faults = list(whole.wanting(narrow, ["openpyxl"], NOTHING))
    assert len(faults) == len(whole.PYTHONS)
    assert all("Linux" in fault for fault in faults)


def test_another_version_than_required_is_noticed() -> None:
    (fault, *_) = whole.wanting(lock("six==1.0"), ["six>=1.5"], NOTHING)
    assert "requires six>=1.5, the lock has 1.0" in fault


def test_the_locked_versions_are_those_installed_here() -> None:
    assert locks.not_as_locked(locks.pins(read(locks.DEV))) == []
    assert locks.not_as_locked({"six": "0.1"}) != []


def test_what_is_imported_is_compared_with_what_is_declared() -> None:
    source = "import os\nimport ghost.nodes\nfrom PIL import Image\nfrom forms import spec\n"
    assert imports.imported(source) == {"ghost", "PIL"}
    assert imports.distributions({"PIL", "ghost"}) == {"pillow", "ghost"}
    (fault,) = imports.undeclared({"a", "b"}, {"a"}, "the program")
    assert "imports b" in fault
    (fault,) = imports.unused({"a"}, {"a", "b", "ruff"})
    assert "declares b" in fault


OFFLINE = """
import sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"aiohttp", "certifi"}:
            raise AssertionError(f"{name} was imported")

sys.meta_path.insert(0, Refuse())

from tests.exporters.asic.world import good_report, judge
print(judge(good_report())[0].level.name)
"""


def test_signing_and_verifying_never_import_the_network_of_pyhanko() -> None:
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "VALID"), done.stderr
