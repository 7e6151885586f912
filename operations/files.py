"""Files a user names: read with a limit, written whole."""

from pathlib import Path

from exporters.documents.clean import REPLACEMENT, printable
from operations.errors import Refused
from storage.atomic import write_bytes

MAX_BYTES = 64 * 2**20


def shown_name(path: Path) -> str:
    r"""Give the name of a file from outside as people may see it and stores may keep it.

    What could break a line, turn the reading direction or is half a character becomes □: a name
    must not be able to look like a line of the program.

    >>> shown_name(Path("a\n接收.asice"))
    'a□接收.asice'
    """
    return printable(path.name).replace("\n", REPLACEMENT)


def check_plain(path: Path) -> None:
    """Refuse a pipe or device: reading it might never end.

    Raises:
        Refused: It is one.

    """
    if path.exists() and not path.is_file() and not path.is_dir():
        raise Refused(f"“{shown_name(path)}”不是普通的文件，请检查是否选错。")


def read_file(path: Path, *, limit: int = MAX_BYTES) -> bytes:
    """Read a file that came from outside.

    Raises:
        Refused: It is larger than any file of its kind, or a pipe or device that might never end.
        OSError: It cannot be read.

    """
    check_plain(path)
    with path.open("rb") as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise Refused(
            f"“{shown_name(path)}”超过 {limit // 2**20} MB，不像是要读入的文件，请检查是否选错。"
        )
    return data


def write_file(target: Path, content: bytes, *, name: str, private: bool = False) -> Path:
    """Write a file whole; into a folder under its usual name. Returns where it went.

    Raises:
        storage.errors.EnvironmentProblem: It cannot be written; nothing is half-written.

    """
    path = target / name if target.is_dir() else target
    write_bytes(path, content, private=private)
    return path
