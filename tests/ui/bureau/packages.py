"""Package files of every standing: further ones, a fork, a damaged one, one of a stranger."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from exporters.asic import names
from exporters.asic.build import build
from exporters.asic.report import seal_report
from exporters.asic.signing import FileKeySigner
from exporters.pki.authority import Subject, create_authority, issue_certificate
from exporters.pki.keys import generate_key
from exporters.pki.profile import CertificateRole
from forms.edits import SetAnswer
from forms.exchange import ContainerKind, PackageInfo
from forms.workflow import Actor, Role
from operations.bureau.store import open_bureau, unlock_daily_keys
from operations.clock import now
from operations.school.check import send_back, submit_return
from operations.school.delivery.export import export_package
from operations.school.signing.sign import sign_return, unlock_school_key
from operations.school.store import open_school
from tests.operations.staging import confirm_all

CLERK = Actor("王样例", Role.CLERK)
PRINCIPAL = Actor("张样例", Role.PRINCIPAL)
_FIELD = "pupils.minority_primary"


def further(store: Path, folder: Path, *, figures: Sequence[str], passphrase: str) -> list[Path]:
    """The packages a school exports after its last one, one per figure, from a copy of its store."""
    folder.mkdir(parents=True, exist_ok=True)
    copy = Path(shutil.copy(store, folder))
    with open_school(copy) as opened:
        key = unlock_school_key(opened, passphrase)
        made = []
        for figure in figures:
            send_back(opened, actor=PRINCIPAL, reason="补充")
            opened.answers.write([SetAnswer(_FIELD, figure)], actor=CLERK)
            submit_return(opened, actor=CLERK)
            confirm_all(opened)
            sign_return(opened, key=key, actor=PRINCIPAL)
            made.append(export_package(opened, folder, actor=CLERK, replace=False).path)
    copy.unlink()
    return made


def spoil(path: Path) -> Path:
    """Turn one bit in the middle of a file."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    return path


def by_a_stranger(bureau: Path, target: Path, *, school: str, passphrase: str) -> Path:
    """A package in a school's name, signed under an authority nobody knows."""
    with open_bureau(bureau, read_only=True) as store:
        code = store.meta.bureau_code
        recipient = unlock_daily_keys(store, passphrase).identity.recipient
    key, present = generate_key(), now()
    certificate = issue_certificate(
        create_authority(name="别处的教育局", code="999999", now=present),
        subject=Subject("某校", "某人", school),
        role=CertificateRole.SCHOOL,
        public_key=key.public,
        now=present,
    )
    info = PackageInfo(ContainerKind.REPORT, code, school, "0" * 32, 2, "", 2024, present)
    signer = FileKeySigner(key, certificate)
    container = build({names.RETURN: b"{}"}, info=info, signer=signer)
    target.write_bytes(seal_report(container, recipient=recipient))
    return target


def of_every_standing(demo: Path, folder: Path, *, passphrase: str) -> dict[str, Path]:
    """Files for the bureau of a demonstration that has taken package 1 of each school, by standing."""
    folder.mkdir(parents=True)
    first, second = sorted((demo / "schools").glob("*.yhs"))[:2]
    newer = further(first, folder / "a", figures=["12", "13"], passphrase=passphrase)
    other = further(first, folder / "b", figures=["14"], passphrase=passphrase)
    gap = further(second, folder / "c", figures=["12", "13"], passphrase=passphrase)[1]
    packages = {path.name[:10]: path for path in sorted((demo / "packages").iterdir())}
    found = {
        "newer": newer[0],
        "newer still": newer[1],
        "fork": other[0].rename(other[0].with_name(f"另一份-{other[0].name}")),
        "same": Path(shutil.copy(packages[second.stem], folder)),
        "gap": gap,
        "broken": spoil(Path(shutil.copy(packages[first.stem], folder / "损坏.asice.age"))),
    }
    stranger = folder / "来历不明.asice.age"
    found["stranger"] = by_a_stranger(
        demo / "bureau.yhb", stranger, school=first.stem, passphrase=passphrase
    )
    text = folder / "不是上报包.asice.age"
    text.write_text("这是一份普通的文本。\n" * 20, encoding="utf-8")
    found["text"] = text
    return found
