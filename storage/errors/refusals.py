"""What a store refuses: it is fine, and what was asked is not allowed now."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from storage.errors.kinds import StoreRefusal

if TYPE_CHECKING:
    from forms.exchange import Code


class NotReplaced(StoreRefusal):
    """What was to be written would destroy a store, a key or a file of another kind."""

    def __init__(self, path: Path, kind: str) -> None:
        super().__init__(
            f"“{path}”已经存在，是{kind}，写到这里会把它毁掉，所以没有写。请换一个文件名或文件夹。"
        )
        self.path = path


class WouldReplace(StoreRefusal):
    """There are files already, and nobody asked to replace them.

    Attributes:
        paths: These files, at least one.

    """

    def __init__(self, paths: Sequence[Path]) -> None:
        first = paths[0]
        found = (
            f"“{first}”已经存在，写到这里会把它替换掉，所以没有写。"
            if len(paths) == 1
            else f"“{first.parent}”里已有 {len(paths)} 个同名而内容不同的文件，"
            f"例如“{first.name}”，所以一个也没有写。"
        )
        super().__init__(f"{found}请换一个文件名或文件夹，或先把原来的移到别处。")
        self.paths = tuple(paths)


class ChainError(StoreRefusal):
    """A package does not continue the chain of its school.

    Attributes:
        code: ``E_SEEN``, ``E_GAP``, ``E_FORK`` or ``E_CHAIN``.

    """

    def __init__(self, code: "Code", message: str) -> None:
        super().__init__(message)
        self.code = code
