"""Files a user names: read with a limit, written whole."""

from pathlib import Path

from operations.errors import Refused
from storage.atomic import write_bytes

MAX_BYTES = 64 * 2**20


def read_file(path: Path, *, limit: int = MAX_BYTES) -> bytes:
    """Read a file that came from outside.

    Raises:
        Refused: It is larger than any file of its kind.
        OSError: It cannot be read.

    """
    with path.open("rb") as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise Refused(
            f"“{path.name}”超过 {limit // 2**20} MB，不像是要读入的文件，请检查是否选错。"
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
