"""Write a file the user asked for, whole or not at all."""

from pathlib import Path

from storage.atomic import write_bytes


def save_file(path: Path, content: bytes) -> Path:
    """Write ``content`` to ``path``, replacing what was there; nothing half-written is left.

    Raises:
        storage.errors.EnvironmentProblem: The file cannot be written.

    """
    write_bytes(path, content)
    return path
