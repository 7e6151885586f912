"""A return that is being filled: ``python -m tests.proof.draft STORE`` makes one."""

import json
import sys
from pathlib import Path
from typing import Final

from forms.workflow import Actor, Role
from operations.school.exchange.fill import fill_from_document
from operations.school.store import create_school
from tests.support.places import EXAMPLES

_EXAMPLE: Final = EXAMPLES / "primary.json"


def make_draft(path: Path) -> None:
    """Make the store of a primary school, filled and not submitted."""
    actor = Actor("王样例", Role.CLERK)
    document = json.loads(_EXAMPLE.read_text(encoding="utf-8"))["input"]
    profile = document["profile"]
    with create_school(
        path,
        school_code=profile["school_code"],
        school_name=profile["school_name"],
        period=2024,
        actor=actor,
    ) as store:
        fill_from_document(store, document, actor=actor, find=lambda _: b"an attachment")


if __name__ == "__main__":
    make_draft(Path(sys.argv[1]))
