"""The bureau's store: its schools and their certificates, what they delivered, what was sent to them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Self

from forms.record import PackRef
from forms.workflow import Actor, Role
from storage.address import StorePlace
from storage.answers.revisions import OnlyRevision
from storage.bureau.anchors import Anchors
from storage.bureau.certificates import Certificates
from storage.bureau.chain import Chains
from storage.bureau.claims import Claims
from storage.bureau.copying import Copied, copying
from storage.bureau.figures import Figures
from storage.bureau.import_log import ImportLog
from storage.bureau.imports import Imports
from storage.bureau.issued import Issued
from storage.bureau.meta import BureauMeta
from storage.bureau.neighbours import Neighbours
from storage.bureau.officers import Officers
from storage.bureau.packages import Packages
from storage.bureau.quarantine import Quarantine
from storage.bureau.requests import Requests
from storage.bureau.revocations import Revocations
from storage.bureau.roster import Roster
from storage.bureau.schema import BUREAU_FORMAT
from storage.bureau.server_backups import ServerBackups
from storage.database import Database
from storage.named.form_owner import FormOwner
from storage.rows import instants
from storage.rows.instants import Clock
from storage.store import Store

PROGRAM: Final = Actor("优衡填报", Role.OFFICER)
"""Who acts when no person is named."""


class BureauStore(Store):
    """One open bureau store; see :class:`~storage.store.Store` for what it shares.

    Its answers are those of the form the bureau fills itself (区级数据).

    Attributes:
        anchors: Ends of the journal, signed by the operator.
        roster: The schools of the district.
        requests: Certificate requests.
        certificates: Certificates issued.
        revocations: Lists of revoked certificates.
        packages: Packages taken.
        chain: The last package taken from each school.
        figures: The figures of the packages, for evaluation.
        issued: Files sent to schools.
        imports: Taking a package, and undoing that.
        import_log: Every file that was tried.
        claims: Who is importing which file, where several may.
        quarantine: Files that were refused.
        officers: Who works here and may do what, where there are several.
        neighbours: Who has the store open at the same time.

    """

    program = PROGRAM
    format = BUREAU_FORMAT
    revisions_kind = OnlyRevision

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.anchors = Anchors(self._ledger)
        self.roster = Roster(self._ledger)
        self.requests = Requests(self._ledger, self.roster)
        self.certificates = Certificates(self._ledger, self.requests)
        self.revocations = Revocations(self._ledger)
        self.packages = Packages(database)
        self.chain = Chains(self._ledger, self.roster, self.packages)
        self.figures = Figures(self._ledger, self.packages)
        self.issued = Issued(self._ledger, self.roster, self.packages)
        self.imports = Imports(
            self._ledger,
            roster=self.roster,
            packages=self.packages,
            chain=self.chain,
            figures=self.figures,
            issued=self.issued,
        )
        self.import_log = ImportLog(self._ledger)
        self.claims = Claims(self._ledger)
        self.quarantine = Quarantine(self._ledger)
        self.officers = Officers(self._ledger)
        self.neighbours = Neighbours(database)

    @classmethod
    def create(
        cls,
        path: StorePlace,
        *,
        bureau_code: str,
        bureau_name: str,
        period: int,
        pack: PackRef,
        actor: Actor,
        clock: Clock = instants.now,
    ) -> Self:
        """Make an empty store; errors as :meth:`founding`."""
        meta = BureauMeta(bureau_code, bureau_name, period, pack, clock())
        with cls.founding(path, meta, actor=actor, clock=clock):
            pass
        return cls.open(path, clock=clock)

    @classmethod
    @contextmanager
    def founding(
        cls, path: StorePlace, meta: BureauMeta, *, actor: Actor, clock: Clock = instants.now
    ) -> Iterator[Self]:
        """Make a store with what the block writes into it; if the block fails, there is no store.

        Raises:
            EnvironmentProblem: There is a file of that name, or it cannot be written.

        """
        with cls._founding(path, meta.to_text(), actor=actor, clock=clock) as made:
            yield made

    def _backups_beside_no_file(self) -> ServerBackups:
        return ServerBackups(self._database)

    @contextmanager
    def copying(self, place: StorePlace) -> Iterator[tuple[Self, Copied]]:
        """Copy the store to a place where there is none; see :func:`storage.bureau.copying.copying`."""
        with copying(self._database, place) as (copy, copied):
            yield type(self)(copy), copied

    def grants(self) -> tuple[str, ...]:
        """Give the SQL that lets officers' accounts of a server work here; none for a file."""
        return self._database.engine.grants()

    def grant_for(self, officer: int) -> tuple[str, ...]:
        """Give the SQL that makes the account of an officer, by number; none for a file."""
        return self._database.engine.grant_for(officer)

    @property
    def meta(self) -> BureauMeta:
        """What the store is about."""
        return self._about.parsed(BureauMeta.from_text)

    @property
    def owner(self) -> FormOwner:
        """Whose form it holds: the bureau's own."""
        meta = self.meta
        return FormOwner(meta.bureau_code, meta.period, meta.pack)
