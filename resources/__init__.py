"""Data files of the program and the one way to find them."""

from pathlib import Path

_ROOT = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Return the path of a bundled file or folder, e.g. ``resource("fonts", "NotoSansSC-Bold.ttf")``.

    The frozen program keeps this package's folder beside its code, so the place is the same there.
    """
    return _ROOT.joinpath(*parts)
