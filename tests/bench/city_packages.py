"""Packages of any number of schools, made from those of a few: the code is another, the signature real."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from exporters.asic import names
from exporters.asic.build import build
from exporters.asic.report import open_report, seal_report
from exporters.asic.signing import FileKeySigner
from exporters.pki.authority import Authority, Subject, issue_certificate
from exporters.pki.keys import generate_key
from exporters.pki.profile import CertificateRole
from exporters.strict_json import decode
from forms.canonical import canonical_bytes
from forms.document.confirmed import confirmed_digest
from forms.exchange import VerifiedPackage
from operations.bureau.intake.import_packages import import_job
from operations.bureau.store import Desk, bureau_trust
from operations.clock import now


def opened(desk: Desk, files: Sequence[Path]) -> list[VerifiedPackage]:
    """Open the packages that others are made from."""
    job = import_job(desk)
    found = []
    for file in files:
        verdict, package = open_report(
            file.read_bytes(),
            identity=desk.keys.identity,
            trust=bureau_trust(desk.store),
            now=job.now,
            expect=job.expect,
        )
        if package is None:
            raise RuntimeError(verdict.message)
        found.append(package)
    return found


def write_packages(
    desk: Desk,
    authority: Authority,
    schools: Mapping[str, VerifiedPackage],
    folder: Path,
) -> Iterator[Path]:
    """Write the first package of each school, made from that of another, as it would arrive."""
    key = generate_key()
    for code, pattern in schools.items():
        subject = Subject(f"学校{code}", "张样例", code)
        certificate = issue_certificate(
            authority,
            subject=subject,
            role=CertificateRole.SCHOOL,
            public_key=key.public,
            now=now(),
        )
        info = replace(pattern.info, school=code, number=1, previous="", created=now())
        container = build(
            _of_school(pattern, code), info=info, signer=FileKeySigner(key, certificate)
        )
        path = folder / f"{code}-{info.period}-0001.asice.age"
        path.write_bytes(seal_report(container, recipient=desk.keys.identity.recipient))
        yield path


def _of_school(pattern: VerifiedPackage, code: str) -> dict[str, bytes]:
    files = {name: content for name, content in pattern.files.items() if name != names.INFO}
    text = files[names.RETURN].replace(pattern.info.school.encode(), code.encode())
    before = decode(text, multiline=True)
    if not isinstance(before, dict):
        raise TypeError(type(before))
    confirmed = str(decode(files[names.RETURN], multiline=True)["confirmations"][0]["digest"])  # type: ignore[index,call-overload]
    files[names.RETURN] = canonical_bytes(
        decode(text.replace(confirmed.encode(), confirmed_digest(before).encode()), multiline=True)
    )
    return files
