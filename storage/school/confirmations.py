"""Table ``confirmation``: who has confirmed which revision, the last time of each of the three."""

from typing import TYPE_CHECKING

from forms.confirmation import Confirmation, Signatory
from forms.workflow import Actor
from storage.answers.revisions import Revisions
from storage.journal.journal import EntryKind
from storage.rows import instants
from storage.rows.repository import Ledger, Repository

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


class Confirmations(Repository):
    """The confirmations of one return. Whether one still holds is for its digest to say."""

    table = "confirmation"

    def __init__(self, ledger: Ledger, revisions: Revisions) -> None:
        super().__init__(ledger)
        self._revisions = revisions

    def all(self, revision: int | None = None) -> list[Confirmation]:
        """Return the confirmations of a revision (default: the present one), in order of signatories."""
        rows = self._all(
            "SELECT signatory, name, at, digest FROM confirmation WHERE revision = ?",
            self._revisions.number if revision is None else revision,
        )
        found = {
            (signatory := row.choice("signatory", Signatory)): Confirmation(
                signatory, row.text("name"), row.instant("at"), row.text("digest")
            )
            for row in rows
        }
        return [found[signatory] for signatory in Signatory if signatory in found]

    def put(self, confirmation: Confirmation, *, actor: Actor) -> None:
        """Keep a confirmation of the present revision; an earlier one of the same person's office goes.

        The journal keeps them all.
        """
        with self._ledger.transaction():
            revision, signatory = self._revisions.number, confirmation.signatory.value
            self._write(
                "INSERT INTO confirmation (revision, signatory, name, at, digest)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT (revision, signatory)"
                " DO UPDATE SET name = excluded.name, at = excluded.at, digest = excluded.digest",
                revision,
                signatory,
                confirmation.name,
                instants.to_text(confirmation.at),
                confirmation.digest,
            )
            self._ledger.note(
                EntryKind.CONFIRM,
                actor,
                revision=revision,
                payload={"signatory": signatory, "digest": confirmation.digest},
                reason=f"以{confirmation.signatory.label}的身份",
                touched=[(self.table, (revision, signatory))],
            )


def create_tables(schema: "Schema") -> None:
    """Make the table of confirmations (format 1.4)."""
    schema.table("confirmation").create(
        {"revision": int, "signatory": str, "name": str, "at": str, "digest": str},
        pk=("revision", "signatory"),
        not_null={"revision", "signatory", "name", "at", "digest"},
        foreign_keys=[("revision", "revision", "number")],
        strict=True,
    )
