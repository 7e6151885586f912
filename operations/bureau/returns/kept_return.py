"""A return the bureau keeps, out of the package its school signed, to be compared with another."""

from forms.record import Return
from operations.bureau.returns.read_again import kept_in, reopen
from operations.bureau.store import root_certificate
from storage.bureau.store import BureauStore


def kept_return(store: BureauStore, school: str, identity: str, *, period: int) -> Return | None:
    """Read one package of a school again.

    Args:
        store: The bureau's store; read-only will do.
        school: 学校标识码.
        identity: SHA-256 (hex) of the package's manifest.
        period: The year it has to be about.

    Returns:
        Its return; ``None`` where the store has no such package of that year, or it does not hold.

    """
    for record in store.packages.all(school):
        if (record.identity, record.period) == (identity, period):
            sheet = reopen(root_certificate(store), kept_in(store, record)).sheet
            return None if sheet is None else sheet.record
    return None
