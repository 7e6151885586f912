"""The option ``--as``: as what a person confirms or signs."""

import argparse
from collections.abc import Collection
from typing import Final

from forms.confirmation import Signatory

OWN_KEYS: Final = (Signatory.STATISTICIAN, Signatory.REVIEWER)
"""Those who may have keys of their own beside the head."""


def add_office(
    parser: argparse.ArgumentParser,
    *,
    among: Collection[Signatory] = tuple(Signatory),
    required: bool = False,
    text: str,
) -> None:
    """Give a verb ``--as``."""
    parser.add_argument(
        "--as",
        dest="signatory",
        choices=[signatory.label for signatory in among],
        required=required,
        help=text,
    )


def office_of(arguments: argparse.Namespace) -> Signatory | None:
    """Which one was named, if any."""
    named = (signatory for signatory in Signatory if signatory.label == arguments.signatory)
    return next(named, None)
