"""Any workbook within the size limit is read or refused in 300 MB and 20 seconds (decision 0030).

Each is read in a process of its own whose processor time is limited by the system; its largest
memory is what the system counted.
"""

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from tests.exporters.documents.workbooks import workbook
from tests.support.places import ROOT

NS = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET, STYLES, STRINGS = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml"
ROWS, ROWS_END = b"<worksheet " + NS + b"><sheetData>", b"</sheetData></worksheet>"
MEGABYTES = 300
READ = """
import re, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (20, 21))
from exporters.documents.intake import IntakeError
from exporters.documents.read import read_sheets
data = open(sys.argv[1], "rb").read()
try:
    outcome = f"{len(read_sheets(data).sheets[0].rows)} rows"
except IntakeError as error:
    outcome = str(error.fault)
# Not ru_maxrss: that of a process begins with what its parent had when it was started.
peak = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())
print(outcome, int(peak[1]) // 1024)
"""

HOSTILE: dict[str, tuple[str, bytes, bytes, int, bytes, str]] = {
    "styles": (STYLES, b"<styleSheet " + NS + b"><cellXfs>", b"<xf/>", 40_000_000, b"", "bomb"),
    "shared texts": (STRINGS, b"<sst " + NS + b">", b"<si><t/></si>", 19_000_000, b"", "bomb"),
    "long shared texts": (
        *(STRINGS, b"<sst " + NS + b">"),
        *(b"<si><t>" + "😀".encode() * 30_000 + b"</t></si>", 1_500, b"", "bomb"),
    ),
    "an attribute": (SHEET, ROWS + b'<row spans="', b"x", 100_000_000, b'"/>' + ROWS_END, "bomb"),
    "a comment": (SHEET, ROWS + b"<!--", b"x", 100_000_000, b"-->" + ROWS_END, "bomb"),
    "elements in elements": (SHEET, b"", b"<a>", 20_000_000, b"", "bomb"),
    "blank cells": (SHEET, ROWS + b"<row>", b"<c/>", 30_000_000, b"</row>" + ROWS_END, "bomb"),
    "one text": (
        *(SHEET, ROWS + b'<row r="1"><c t="str"><v>', b"x", 100_000_000),
        *(b"</v></c></row>" + ROWS_END, "1 rows"),
    ),
    "number formats": (
        *(STYLES, b"<styleSheet " + NS + b"><numFmts>"),
        *(b'<numFmt numFmtId="1" formatCode="' + b"[" * 100_000 + b'"/>', 500),
        *(b'</numFmts><cellXfs><xf numFmtId="1"/></cellXfs></styleSheet>', "2 rows"),
    ),
    "sheets": (
        *("xl/workbook.xml", b"<workbook " + NS + b"><sheets>", b'<sheet name="a"/>'),
        *(10_000_000, b"</sheets></workbook>", "bomb"),
    ),
}


def pieces(head: bytes, unit: bytes, count: int, tail: bytes) -> Iterator[bytes]:
    yield head
    at_once = max(1, 2**20 // len(unit))
    for _ in range(count // at_once):
        yield unit * at_once
    yield unit * (count % at_once)
    yield tail


def write_hostile(path: Path, part: str, content: Iterator[bytes]) -> None:
    link = (
        b'<Relationship Type="x/sharedStrings" Target="sharedStrings.xml" Id="s"/></Relationships>'
    )
    with (
        zipfile.ZipFile(BytesIO(workbook([["甲"], ["乙"]]))) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for name in source.namelist():
            if name != part:
                text = source.read(name)
                if name.endswith("workbook.xml.rels"):
                    text = text.replace(b"</Relationships>", link)
                target.writestr(name, text)
        with target.open(part, "w", force_zip64=True) as stream:
            for piece in content:
                stream.write(piece)


@pytest.mark.skipif(sys.platform == "win32", reason="limits and figures of the system are POSIX's")
@pytest.mark.parametrize("name", HOSTILE)
def test_no_workbook_takes_more_than_its_share(name: str, tmp_path: Path) -> None:
    part, head, unit, count, tail, expected = HOSTILE[name]
    path = tmp_path / "hostile.xlsx"
    write_hostile(path, part, pieces(head, unit, count, tail))
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    outcome, _, memory = done.stdout.strip().rpartition(" ")
    assert outcome == expected
    assert int(memory) < MEGABYTES
