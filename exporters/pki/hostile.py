"""One kind of error for whatever a parser thinks of when the bytes are hostile.

``cryptography`` raises ValueError, TypeError, InvalidVersion, DuplicateExtension, UnsupportedAlgorithm
and more, some of them only when an attribute is first looked at. None of that may reach a caller.
"""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def parsing(fault: type[ValueError], message: str) -> Iterator[None]:
    """Turn every error of a block (or of a decorated function) into ``fault(message)``.

    Errors that are a ``fault`` already pass unchanged.
    """
    try:
        yield
    except fault:
        raise
    except Exception as error:
        raise fault(message) from error
