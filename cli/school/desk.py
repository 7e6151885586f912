"""What the school's verbs share: their store, and who acts."""

import argparse
from contextlib import AbstractContextManager
from pathlib import Path

from cli.output import say
from cli.parser import Handler, Parser, Verbs, add_command, spoken
from forms.workflow import Actor, Role
from operations.school.records import SchoolStore
from operations.school.store import open_school, pack_note
from operations.store_files import SCHOOL_ENDING


def school_verb(
    verbs: Verbs,
    name: str,
    handler: Handler,
    *,
    text: str,
    person: str = "操作人姓名，记入日志",
) -> Parser:
    """Add a verb with the school's store and the person who acts.

    Args:
        verbs: The group.
        name: The verb.
        handler: Does it.
        text: Its help.
        person: The help of ``--person``; ``""`` where nobody acts.

    """
    parser = add_command(verbs, name, handler, text=text)
    parser.add_argument(
        "store", type=Path, metavar="填报库", help=f"学校的填报库（{SCHOOL_ENDING}）"
    )
    if person:
        parser.add_argument("--person", type=spoken, default="", metavar="姓名", help=person)
    return parser


def opened(
    arguments: argparse.Namespace, *, read_only: bool = False
) -> AbstractContextManager[SchoolStore]:
    """Open the store of a command."""
    return open_school(arguments.store, read_only=read_only)


def say_pack_note(store: SchoolStore) -> None:
    """Say what is to be known of the store's form pack, if anything."""
    note = pack_note(store)
    if note:
        say(note)


def clerk(arguments: argparse.Namespace) -> Actor:
    """Who acts where nobody else has to."""
    return Actor(arguments.person or "填报员", Role.CLERK)


def principal(arguments: argparse.Namespace) -> Actor:
    """Who acts where only the principal may."""
    return Actor(arguments.person or "校长", Role.PRINCIPAL)
