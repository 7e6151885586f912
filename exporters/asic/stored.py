"""Read a report again that was verified and taken earlier, from the bytes that were kept.

Certificates that have ended or were revoked since do not change what was signed, so everything is
checked as of the day the report was taken, and revocation is left to that day's verdict.
"""

from datetime import datetime

from exporters.asic import names
from exporters.asic.manifest import identity
from exporters.asic.verify import inspect
from exporters.asic.zip_reader import Archive
from exporters.refusal import Refusal
from forms.exchange import Verdict, VerifiedPackage


def stands_for(container: bytes) -> str:
    """Give the identity of the package that kept bytes are; ``""`` if they are none."""
    try:
        return identity(Archive(container).read(names.MANIFEST))
    except Refusal:
        return ""


def reread(
    container: bytes, *, root: bytes, at: datetime
) -> tuple[Verdict, VerifiedPackage | None]:
    """Check signature, signer and every digest of a kept container, and give its content.

    Total: any bytes give a verdict.

    Args:
        container: The plain ``.asice`` bytes as they were kept.
        root: The bureau's root certificate (DER).
        at: When it was taken (UTC).

    """
    found = inspect(container, now=at, root=root)
    if not found.verdict.accepted or found.info is None or found.verdict.signer is None:
        return found.verdict, None
    archive = Archive(container)
    files = {name: archive.read(name) for name in archive.entries if name not in names.FIXED}
    package = VerifiedPackage(
        identity=found.identity,
        info=found.info,
        signer=found.verdict.signer,
        files=files,
        container=container,
        further=found.verdict.further,
    )
    return found.verdict, package
