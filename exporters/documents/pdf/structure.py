"""The logical structure of a PDF (tagged PDF): what a screen reader reads, and in which order.

Flowables are drawn in reading order, so an element is opened where its content is drawn. What only
decorates a page (lines, backgrounds, running heads) is marked as artifact.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObject,
    PDFObjectReference,
    PDFString,
)


class TaggedCanvas(Protocol):
    """What pages are drawn on, with the structure that grows meanwhile."""

    structure: "Structure"

    def put(self, operators: str) -> None:
        """Write operators of PDF into the page as they are."""


class Element(PDFObject):
    """One element of the structure: it holds others, or is the one piece of content of a page."""

    def __init__(self, kind: str, parent: "Element | None", alternative: str = "") -> None:
        self.kind = kind
        self.parent: PDFObject | None = parent
        self.alternative = alternative
        self.children: list[Element | tuple[int, int]] = []

    def format(self, document: Any) -> bytes:  # noqa: ANN401 - reportlab's document
        """The element as it stands in the file: there are thousands, so it is written as short as can be."""
        parts = [f"<</S/{self.kind}/P {_number(document.Reference(self.parent), document)}"]
        content = [child for child in self.children if isinstance(child, tuple)]
        if self.alternative:
            parts.append(f"/Alt {PDFString(self.alternative).format(document).decode('latin-1')}")
        if content:
            page, number = content[0]
            parts.append(f"/Pg {_number(PDFObjectReference(f'Page{page}'), document)}/K {number}")
        else:
            kids = " ".join(_number(document.Reference(kid), document) for kid in self.children)
            parts.append(f"/K[{kids}]")
        return ("".join(parts) + ">>").encode("latin-1")


def _number(reference: Any, document: Any) -> str:  # noqa: ANN401 - reportlab's own objects
    return str(reference.format(document).decode("ascii"))


class Structure:
    """Grows while the pages are drawn; see the module.

    Attributes:
        page: Number of the page that is drawn.

    """

    def __init__(self) -> None:
        self.page = 1
        self._root = Element("Document", None)
        self._open = [self._root]
        self._pages: dict[int, list[Element]] = {}

    def begin(self, kind: str, again: Element | None = None) -> Element:
        """Open an element under the one that is open; ``again`` goes on with one from before."""
        element = again or Element(kind, self._open[-1])
        if again is None:
            self._open[-1].children.append(element)
        self._open.append(element)
        return element

    def end(self) -> None:
        """Close the element that was opened last."""
        self._open.pop()

    def begin_content(self, canvas: TaggedCanvas, kind: str, alternative: str = "") -> None:
        """Open an element whose content is drawn now."""
        marked = self._pages.setdefault(self.page, [])
        element = Element(kind, self._open[-1], alternative)
        element.children.append((self.page, len(marked)))
        self._open[-1].children.append(element)
        canvas.put(f"/{kind} <</MCID {len(marked)}>> BDC")
        marked.append(element)

    @contextmanager
    def content(self, canvas: TaggedCanvas, kind: str, alternative: str = "") -> Iterator[None]:
        """Draw something that is an element by itself."""
        self.begin_content(canvas, kind, alternative)
        yield
        end_marked(canvas)

    def write(self, document: Any) -> None:  # noqa: ANN401 - reportlab's document
        """Put the structure into the document, when all its pages are drawn."""
        tree = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        root = document.Reference(tree)
        self._root.parent = tree
        for marked in self._pages.values():
            for element in marked:
                document.Reference(element)
        numbers: list[Any] = []
        for page, drawn in enumerate(document.Pages.pages):
            marked = self._pages.get(page + 1, [])
            numbers += [page, PDFArray([document.Reference(element) for element in marked])]
            drawn.StructParents = page
            drawn.__NoDefault__ = [*drawn.__NoDefault__, "StructParents"]
        tree.dict["K"] = document.Reference(self._root)
        tree.dict["ParentTree"] = document.Reference(PDFDictionary({"Nums": PDFArray(numbers)}))
        tree.dict["ParentTreeNextKey"] = len(document.Pages.pages)
        document.Catalog.StructTreeRoot = root
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})


def begin_artifact(canvas: TaggedCanvas) -> None:
    """What follows only decorates."""
    canvas.put("/Artifact BMC")


def end_marked(canvas: TaggedCanvas) -> None:
    """End marked content or an artifact."""
    canvas.put("EMC")


class Tagged:
    """Mixed into a flowable: what it draws is one element of the structure.

    Attributes:
        kind: Of the element, e.g. ``P`` or ``H1``.
        alternative: Says in words what a picture shows.

    """

    kind = "P"
    alternative = ""

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: ANN401, N802, N803 - reportlab's names
        """Draw as the flowable does, marked."""
        with canvas.structure.content(canvas, self.kind, self.alternative):
            super().drawOn(canvas, x, y, _sW)  # type: ignore[misc]
