"""The clauses of PDF/A-2u (ISO 19005-2) a report could break, each looked up in the bytes of the file.

No checker of PDF/A is in Debian or on PyPI (veraPDF is Java and in neither). What is read here are the
clauses about what our documents contain; forms, sound, signatures and layers are refused as a whole.
"""

import re
import struct
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any, Final

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ContentStream,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
)

OPERATORS: Final = frozenset(
    [
        "b",
        "B",
        "b*",
        "B*",
        "BDC",
        "BI",
        "BMC",
        "BT",
        "BX",
        "c",
        "cm",
        "CS",
        "cs",
        "d",
        "d0",
        "d1",
        "Do",
        "DP",
        "EI",
        "EMC",
        "ET",
        "EX",
        "f",
        "F",
        "f*",
        "G",
        "g",
        "gs",
        "h",
        "i",
        "ID",
        "j",
        "J",
        "K",
        "k",
        "l",
        "m",
        "M",
        "MP",
        "n",
        "q",
        "Q",
        "re",
        "RG",
        "rg",
        "ri",
        "s",
        "S",
        "SC",
        "sc",
        "SCN",
        "scn",
        "sh",
        "T*",
        "Tc",
        "Td",
        "TD",
        "Tf",
        "Tj",
        "TJ",
        "TL",
        "Tm",
        "Tr",
        "Ts",
        "Tw",
        "Tz",
        "v",
        "w",
        "W",
        "W*",
        "y",
        "'",
        '"',
        "INLINE",
        "IMAGE",
    ]
)
"""Those of PDF 1.7 (clause 6.2.2 allows no other)."""
FILTERS: Final = {"/FlateDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/DCTDecode"}
REFUSED: Final = {
    *("/AA", "/JS", "/JavaScript", "/AcroForm", "/XFA", "/OCProperties", "/Perms", "/Requirements"),
    *("/EmbeddedFiles", "/AlternatePresentations", "/PresSteps", "/NeedsRendering", "/Encrypt"),
    *(
        "/OpenAction",
        "/TR",
        "/TR2",
        "/HTP",
        "/Alternates",
        "/OPI",
        "/PS",
        "/Ref",
        "/FFilter",
        "/SMask",
    ),
}
"""Keys of what is forbidden, or of what a report has no business with."""
COLOURS: Final = {
    "/DeviceCMYK",
    "/DeviceN",
    "/Separation",
    "/ICCBased",
    "/Lab",
    "/CalRGB",
    "/Pattern",
}
"""Names of colour spaces besides those the output intent gives a meaning."""
_NO_UNICODE: Final = {0x0000, 0xFEFF, 0xFFFE}


def faults(pdf: bytes) -> list[str]:
    """Say what is against PDF/A-2u, the number of the clause first; nothing for none."""
    reader = PdfReader(BytesIO(pdf))
    root: Any = reader.trailer["/Root"]
    found = [*_file(pdf, reader), *_catalog(root)]
    for thing in _objects(reader):
        found += _object(thing)
    for number, page in enumerate(reader.pages, start=1):
        found += (f"{fault} on page {number}" for fault in _page(page, reader))
    return found


def _file(pdf: bytes, reader: PdfReader) -> Iterator[str]:
    head, comment = pdf.split(b"\n", 2)[:2]
    if not re.fullmatch(rb"%PDF-1\.[0-7]\r?", head):
        yield "6.1.2 header"
    if not comment.startswith(b"%") or sum(byte > 127 for byte in comment[1:]) < 4:
        yield "6.1.2 no comment of four bytes beyond ASCII"
    if "/ID" not in reader.trailer:
        yield "6.1.3 no ID"
    if not pdf.rstrip(b"\r\n").endswith(b"%%EOF"):
        yield "6.1.3 something behind the end"


def _catalog(root: Mapping[str, Any]) -> Iterator[str]:
    intents = [intent.get_object() for intent in root.get("/OutputIntents", [])]
    profiles = [intent.get("/DestOutputProfile") for intent in intents]
    if [intent.get("/S") for intent in intents] != ["/GTS_PDFA1"] or None in profiles:
        yield "6.2.3 no output intent"
    elif profiles[0].get_object().get_data()[16:20] != b"RGB ":
        yield "6.2.4.3 device colours of another kind than the profile"
    metadata = root.get("/Metadata")
    xmp = b"" if metadata is None else metadata.get_object().get_data()
    if b"<pdfaid:part>2</pdfaid:part>" not in xmp or b"<pdfaid:conformance>U<" not in xmp:
        yield "6.6.4 identification"
    if re.search(rb"<\?xpacket[^>]*(bytes|encoding)=", xmp):
        yield "6.6.2.1 xpacket with bytes or encoding"


def _objects(reader: PdfReader) -> Iterator[Any]:
    """Every object that can be reached from the trailer, once."""
    seen: set[int] = set()
    waiting: list[Any] = [reader.trailer["/Root"], reader.trailer.get("/Info")]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, IndirectObject):
            if thing.idnum in seen:
                continue
            seen.add(thing.idnum)
            thing = thing.get_object()
        yield thing
        if isinstance(thing, DictionaryObject):
            waiting += [value for key, value in thing.items() if key != "/Parent"]
        elif isinstance(thing, ArrayObject):
            waiting += list(thing)


def _object(thing: object) -> Iterator[str]:
    if isinstance(thing, NameObject):
        if thing in COLOURS:
            yield f"6.2.4 colours of {thing}"
        if len(thing.encode()) > 128:
            yield "6.1.13 a name of more than 127 bytes"
    if isinstance(thing, bytes | str) and len(thing) > 32767:
        yield "6.1.13 a string of more than 32767 bytes"
    if isinstance(thing, StreamObject):
        yield from _stream(thing)
    if isinstance(thing, DictionaryObject):
        yield from _dictionary(thing)


def _stream(stream: StreamObject) -> Iterator[str]:
    if "/F" in stream:
        yield "6.1.7.1 content in another file"
    wanted = stream.get("/Filter", [])
    names = {str(name) for name in ([wanted] if isinstance(wanted, NameObject) else wanted)}
    yield from (f"6.1.7.2 filter {name}" for name in names - FILTERS)
    if stream.get("/Subtype") == "/Image" and stream.get("/Interpolate"):
        yield "6.2.8 interpolated image"


def _dictionary(thing: DictionaryObject) -> Iterator[str]:
    yield from (f"refused key {key}" for key in thing if key in REFUSED)
    if {"/ca", "/CA", "/BM"} & thing.keys():
        opaque = all(float(str(thing.get(name, 1))) == 1 for name in ("/ca", "/CA"))
        if not opaque or thing.get("/BM", "/Normal") not in {"/Normal", "/Compatible"}:
            yield "6.2.10 transparency, and no page group says in which colours"
    if thing.get("/Type") == "/Annot":
        yield "6.3.1 annotation"
    if thing.get("/Type") == "/Font":
        yield from _font(thing)


# -- fonts ---------------------------------------------------------------------------------------


def _font(font: Any) -> Iterator[str]:  # noqa: ANN401 - an object of pypdf
    name = str(font.get("/BaseFont"))
    descriptor: Any = font.get("/FontDescriptor", DictionaryObject()).get_object()
    if font.get("/Subtype") != "/TrueType" or "/FontFile2" not in descriptor:
        yield f"6.2.11.4.1 {name} not embedded"
        return
    if not re.fullmatch(r"/[A-Z]{6}\+.+", name):
        yield f"6.2.11.4.2 {name} is no subset by name"
    if not int(descriptor["/Flags"]) & 4 or "/Encoding" in font:
        yield f"6.2.11.6 {name} is symbolic and has an encoding"
    program = descriptor["/FontFile2"].get_object().get_data()
    tables = dict(_tables(program))
    if struct.unpack_from(">H", program, tables["cmap"][0] + 2)[0] != 1:
        yield f"6.2.11.6 {name} has more than one encoding"
    if "/ToUnicode" not in font:
        yield f"6.2.11.7.2 {name} without Unicode"
        return
    said = to_unicode(font)
    if _NO_UNICODE & {code for text in said.values() for code in map(ord, text)}:
        yield f"6.2.11.7.2 {name} with a value that is none"
    first, widths = int(font["/FirstChar"]), [float(one) for one in font["/Widths"]]
    drawn = _drawn_widths(program, tables)
    for code in said:
        if first <= code < first + len(widths) and abs(widths[code - first] - drawn(code)) > 1:
            yield f"6.2.11.5 {name} width of {code}"


def to_unicode(font: Mapping[str, Any]) -> dict[int, str]:
    """Code → character, as the font says."""
    if "/ToUnicode" not in font:
        return {}
    text = font["/ToUnicode"].get_object().get_data().decode("latin-1")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for low, _, values in re.findall(r"<(\w+)>\s*<(\w+)>\s*\[(.*?)\]", block, re.DOTALL):
            for place, value in enumerate(re.findall(r"<(\w+)>", values)):
                found[int(low, 16) + place] = bytes.fromhex(value).decode("utf-16-be")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, value in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[int(code, 16)] = bytes.fromhex(value).decode("utf-16-be")
    return found


def _tables(program: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    for number in range(struct.unpack_from(">H", program, 4)[0]):
        tag, _, start, length = struct.unpack_from(">4sLLL", program, 12 + 16 * number)
        yield tag.decode(), (start, length)


def _drawn_widths(program: bytes, tables: Mapping[str, tuple[int, int]]) -> Any:  # noqa: ANN401
    """Code → width of its glyph in thousandths, as the font program has it."""
    em = struct.unpack_from(">H", program, tables["head"][0] + 18)[0]
    last = struct.unpack_from(">H", program, tables["hhea"][0] + 34)[0] - 1
    start = tables["cmap"][0]
    where = start + struct.unpack_from(">L", program, start + 8)[0]
    kind, _, _, first, count = struct.unpack_from(">HHHHH", program, where)
    assert kind == 6, "the subsets of reportlab have a trimmed table"

    def width(code: int) -> float:
        place = code - first
        glyph = (
            struct.unpack_from(">H", program, where + 10 + 2 * place)[0]
            if 0 <= place < count
            else 0
        )
        long = tables["hmtx"][0] + 4 * min(glyph, last)
        return float(struct.unpack_from(">H", program, long)[0] * 1000 / em)

    return width


# -- pages ---------------------------------------------------------------------------------------


def _page(page: Any, reader: PdfReader) -> Iterator[str]:  # noqa: ANN401 - a page of pypdf
    content = ContentStream(page.get_contents(), reader)
    fonts = {
        name: to_unicode(font.get_object())
        for name, font in page["/Resources"].get("/Font", {}).items()
    }
    depth = deepest = 0
    known: Iterable[int] = ()
    for operands, operator in content.operations:
        word = operator.decode()
        if word not in OPERATORS:
            yield f"6.2.2 operator {word}"
        if word in {"k", "K"}:
            yield "6.2.4.3 colours of another kind than the profile"
        depth += {"q": 1, "Q": -1}.get(word, 0)
        deepest = max(deepest, depth)
        if word == "Tf":
            known = fonts[operands[0]]
        if word == "Tj":
            text = operands[0]
            codes = text if isinstance(text, bytes) else text.original_bytes
            yield from (
                f"6.2.11.7.2 code {code} without Unicode" for code in codes if code not in known
            )
    if deepest > 28:
        yield "6.1.13 more than 28 states saved"
    if not all(3 <= float(side) <= 14400 for side in page.mediabox[2:]):
        yield "6.1.13 size of the page"
