"""What ``data/return.json`` is: the names of its parts, and the error of a wrong one.

The document is one JSON object (canonical bytes: :mod:`forms.canonical`):

======================  ==========================================================================
``format``, ``format_version``  which format this is
``school``, ``period``, ``revision``  whose return, of which year, which revision
``pack``                ``{"id", "version", "digest"}`` of the form pack
``program_version``, ``journal_head``  which program wrote it, hash of the journal's last entry
``answers``             field id → value; only what is relevant and typed
``tables``              table id → rows ``{"id", "cells": {column → value}}``, as shown
``empty_tables``        free tables marked 本表无数据
``justifications``      problem key → 说明, of live queries
``comments``            comments resolved: ``{"address", "text", "origin"}``, with ``reply`` and
                        ``reply_text`` where they were answered (:mod:`forms.reply`)
``confirmations``       who has confirmed it: ``{"signatory", "name", "at", "digest"}``
``calculated``          address → exact value of every relevant calculated field and cell
``problems``            ``{"code", "instance", "severity", "address", "message"}``
``indicators``          indicator id → exact value
======================  ==========================================================================

Values: integers as numbers; decimals as texts with all their decimals; fractions as ``245/13``;
truth values; codes, dates (``2024-09-01``), times (``08:20``) and texts as texts; several choices as
a list of codes; attachments as a list of ``{"name", "size", "sha256"}``; ``null`` is unknown. What is
not applicable is left out.

Format 1 (program 0.1.0) had no ``confirmations``; it is still read, and written only to compare it.
Format 3 is written where a comment was answered, format 2 elsewhere: who knows no replies needs none.
"""

from collections.abc import Mapping
from typing import Final, TypeAlias

FORMAT: Final = "youheng-return"
WITHOUT_CONFIRMATIONS: Final = 1
"""The format before confirmations."""
WITHOUT_REPLIES: Final = 2
"""The format of a return in which no comment was answered."""
WITH_REPLIES: Final = 3
FORMAT_VERSIONS: Final = (WITHOUT_CONFIRMATIONS, WITHOUT_REPLIES, WITH_REPLIES)

LARGEST_TABLE: Final = 5000
"""Rows a table may have in a document; a real register has a few hundred."""
MOST_JUSTIFICATIONS: Final = 5000
"""说明 of a document: one for each query, of which a large school has some dozens."""
MOST_COMMENTS: Final = 2000
"""Comments of a document or of a return slip; a real one has a few dozen."""

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
Document = Mapping[str, object]


class DocumentError(ValueError):
    """A document is not what it should be.

    Attributes:
        place: Address or part of the document.

    """

    def __init__(self, place: str, message: str) -> None:
        super().__init__(f"“{place}”{message}")
        self.place = place
