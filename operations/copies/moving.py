"""Taking a store to another computer: one file, read again after it was written."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from operations.any_store import AnyStore
from operations.copies.back_up import back_up
from operations.errors import Refused
from storage.school.store import SchoolStore

_STEPS: Final = (
    "把这一个文件复制到 U 盘，带到另一台电脑。里面有密钥，虽有口令保护，也不要用网盘或聊天软件传。",
    "在那台电脑上装好同一版程序，把文件放到本机磁盘（不要留在 U 盘或网络盘上），从首页打开。",
    "在那里打开以后，这台电脑上的一份不要再填：两份各填各的，合不到一起。确认无误后再删 U 盘上的。",
)
_ROOT_KEY: Final = "根密钥文件另外保管，不要和局端库放在同一个 U 盘上。"


@dataclass(frozen=True, slots=True)
class Moving:
    """A store on its way.

    Attributes:
        path: The file to take along.
        steps: What to do with it, a sentence or two each, in order.

    """

    path: Path
    steps: tuple[str, ...]


def take_along(store: AnyStore, target: Path, *, replace: bool) -> Moving:
    """Write everything that is in a store into one file and read it back; the store stays as it is.

    Raises:
        Refused: What was read back is not what was written.
        storage.errors.StoreError: As :func:`operations.copies.back_up.back_up` says.

    """
    path = back_up(store, target, replace=replace)
    with type(store).open(path, read_only=True) as copy:
        if copy.journal.head() != store.journal.head():
            raise Refused(f"“{path.name}”读回来与库不一致。请换一个 U 盘或文件夹，再写一次。")
    own = () if isinstance(store, SchoolStore) else (_ROOT_KEY,)
    return Moving(path, (*_STEPS, *own))
