"""XML of a workbook as a stream of events, with bounds on bytes, signs of markup and single tokens.

No document type definition, so no entities; and nothing is kept that the handler does not keep.
"""

from collections.abc import Mapping
from typing import IO, Final, Protocol
from xml.parsers import expat

from exporters.documents import intake
from exporters.documents.excel.parts import too_large
from exporters.documents.intake import FileFault, IntakeError, broken_workbook

_CHUNK: Final = 64 * 1024
_LONGEST_TOKEN: Final = 512 * 1024
"""Bytes of one tag or comment. The parser looks at an unfinished one again with every chunk."""
_DEEPEST: Final = 100
"""Elements inside one another; the parser keeps all that are open."""

Attributes = Mapping[str, str]


class Handler(Protocol):
    """Takes the events of one part; names come without prefix."""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """A piece of text; one text may come in several pieces."""


class Budget:
    """How much markup a workbook may still hold in the parts that are read."""

    def __init__(self) -> None:
        self._left = intake.MAX_MARKUP

    def take(self, chunk: bytes) -> bytes:
        """Count a piece, and give it back.

        Raises:
            IntakeError: It is used up.

        """
        self._left -= chunk.count(b"<")
        if self._left < 0:
            raise too_large()
        return chunk


def stream_xml(source: IO[bytes], handler: Handler, budget: Budget) -> None:
    """Parse a part.

    Raises:
        IntakeError: No XML, a document type definition, or more than is allowed; or from the handler.

    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartDoctypeDeclHandler = _refuse_doctype
    _Events(parser, handler)
    fed = 0
    try:
        while chunk := source.read(_CHUNK):
            fed += len(chunk)
            parser.Parse(budget.take(chunk), False)
            _check_token(fed - max(parser.CurrentByteIndex, 0))
        parser.Parse(b"", True)
    except IntakeError:
        raise
    except Exception as error:  # expat, zlib and the zip reader each have their own
        raise broken_workbook() from error


class _Events:
    """Hands the events of the parser to the handler: names without prefix, never too deep."""

    def __init__(self, parser: expat.XMLParserType, handler: Handler) -> None:
        self._parser = parser
        self._handler = handler
        self._depth = 0
        parser.StartElementHandler = self._root
        parser.CharacterDataHandler = handler.text

    def _root(self, name: str, attributes: Attributes) -> None:
        """Learn from the root whether this writer puts a prefix before every name."""
        prefix = name[: name.rfind(":") + 1]
        start, end = self._start, self._end
        if prefix:
            self._parser.StartElementHandler = lambda name, attributes: start(
                name.removeprefix(prefix), attributes
            )
            self._parser.EndElementHandler = lambda name: end(name.removeprefix(prefix))
        else:
            self._parser.StartElementHandler = start
            self._parser.EndElementHandler = end
        start(name.removeprefix(prefix), attributes)

    def _start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise too_large()
        self._handler.start(name, attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._handler.end(name)


def _check_token(unfinished: int) -> None:
    if unfinished > _LONGEST_TOKEN:
        raise too_large()


def _refuse_doctype(*_: object) -> None:
    raise IntakeError(FileFault.BOMB, "工作簿里带有文档类型定义，不予读取。")
