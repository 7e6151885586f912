"""A bureau and one enrolled school whose return is ready to be submitted, at any time one likes.

The keys are made and locked once; every test gets copies of the two stores.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path

from exporters.asic import names
from exporters.asic.build import build
from exporters.asic.report import seal_report
from exporters.asic.signing import FileKeySigner
from exporters.pki.authority import Authority, Subject, create_authority, issue_certificate
from exporters.pki.keys import SigningKey, generate_key
from exporters.pki.profile import CertificateRole
from forms.edits import SetAnswer
from forms.exchange import ContainerKind, PackageInfo
from operations.bureau import store as bureau_store
from operations.bureau.intake.settling import ImportResult
from operations.bureau.schools.enrol import Enrolled, enrol_school
from operations.bureau.schools.roster import put_roster
from operations.bureau.sent.issue import issue_receipt, waiting_for_receipt
from operations.bureau.settings import change_settings, check_settings
from operations.bureau.store import DailyKeys, Desk, NewBureau
from operations.clock import now
from operations.demo.run import BUREAU, DemoFiles
from operations.school import store as school_store
from operations.school.check import send_back, submit_return
from operations.school.delivery.export import export_package
from operations.school.delivery.replies import read_reply
from operations.school.keys import requests as school_requests
from operations.school.keys.opening import read_opening
from operations.school.signing import sign as school_sign
from storage.bureau.packages import PackageRecord
from storage.named.blobs import BlobKind
from storage.school.store import SchoolStore
from tests.operations import staging
from tests.operations.staging import CLERK, PRIMARY, PRINCIPAL, District, import_package

PASSPHRASE = "correct horse battery"
ROOT_PASSPHRASE = "another staple 4711"
HEADINGS = ["学校标识码", "学校名称", "办学类型", "举办者类型", "城乡类型", "校长姓名"]


@dataclass(frozen=True)
class Made:
    """What was made once: the files, and the unlocked keys."""

    folder: Path
    bureau: NewBureau
    key: SigningKey
    opening: bytes
    begun: datetime


@dataclass(frozen=True)
class Life:
    """The bureau at work and its school, on copies a test may change."""

    desk: Desk
    store: SchoolStore
    authority: Authority
    key: SigningKey
    begun: datetime
    root_key: Path

    def at(self, moment: datetime) -> "Life":
        """The same at another time."""
        return replace(self, desk=replace(self.desk, clock=lambda: moment))

    def report(self, folder: Path, *, minority: str = "12", key: SigningKey | None = None) -> Path:
        """Change a figure, sign and export: the school's next package."""
        store, clock = self.store, self.desk.clock
        if store.revisions.state.value != "draft":
            send_back(store, actor=PRINCIPAL, reason="补充")
        store.answers.write([SetAnswer("pupils.minority_primary", minority)], actor=CLERK)
        submit_return(store, actor=CLERK)
        staging.confirm_all(store, clock=clock)
        school_sign.sign_return(store, key=key or self.key, actor=PRINCIPAL, clock=clock)
        return export_package(store, folder, actor=CLERK, replace=False).path

    def hand_over_list(self) -> None:
        """Give the school the bureau's newest revocation list, as any file of the bureau would."""
        self.store.blobs.put(BlobKind.CRL, bureau_store.crl_bytes(self.desk.store), actor=CLERK)


def roster_rows(principal: str = "张校长") -> list[list[str]]:
    """The roster of the one school."""
    return [HEADINGS, [PRIMARY.code, PRIMARY.name, PRIMARY.school_type, "7", "111", principal]]


@cache
def made_in(folder: Path) -> Made:
    """Make bureau and school once per folder."""
    folder.mkdir()
    bureau = bureau_store.create_bureau(
        folder / "bureau.yhb", BUREAU, passphrase=PASSPHRASE, root_passphrase=ROOT_PASSPHRASE
    )
    desk = bureau.desk
    put_roster(desk.store, roster_rows(), actor=desk.actor)
    pairs = [("per_pupil_primary", "1150"), ("per_pupil_junior", "1350")]
    settings = check_settings(pairs, due="2024-10-15")
    change_settings(desk.store, settings, actor=desk.actor)
    with staging.new_school(folder) as store:
        request = school_requests.request_certificate(store, passphrase=PASSPHRASE, actor=PRINCIPAL)
        key = school_sign.unlock_school_key(store, PASSPHRASE)
        enrolled = enrol_school(desk, request.content, authority=bureau.authority)
        read(store, enrolled)
        staging.fill_whole(store)
    desk.store.close()
    return Made(folder, bureau, key, enrolled.opening.content, now())


def read(store: SchoolStore, enrolled: Enrolled) -> None:
    """Let the school read its opening file."""
    read_opening(
        store,
        enrolled.opening.content,
        actor=CLERK,
        root_fingerprint=enrolled.root_fingerprint,
    )


def taken(life: Life, folder: Path, *, minority: str = "12") -> ImportResult:
    """Let the school report and the bureau import."""
    return import_package(life.desk, life.report(folder, minority=minority))


def answered(life: Life) -> None:
    """Let the bureau answer the newest package and the school read the receipt."""
    [package] = waiting_for_receipt(life.desk.store)
    receipt = issue_receipt(life.desk, package)
    read_reply(life.store, receipt.content, actor=CLERK, clock=life.desk.clock)


def newest(life: Life) -> PackageRecord:
    return life.desk.store.packages.all(PRIMARY.code)[-1]


@contextmanager
def life_of(made: Made, folder: Path) -> Iterator[Life]:
    """Open copies of both stores."""
    shutil.copytree(made.folder, folder)
    bureau = bureau_store.open_bureau(folder / "bureau.yhb")
    school = school_store.open_school(folder / f"{PRIMARY.code}.yhs")
    with bureau, school:
        desk = Desk(bureau, made.bureau.desk.keys, made.bureau.desk.actor)
        root_key = folder / made.bureau.authority_file.name
        yield Life(desk, school, made.bureau.authority, made.key, made.begun, root_key)


@cache
def _forked(files: DemoFiles) -> Path:
    # Each worker of a test run makes its own: they share the demonstration.
    folder = Path(tempfile.mkdtemp(dir=files.bureau_store.parent.parent))
    copy = Path(shutil.copy(files.school_stores[0], folder))
    with school_store.open_school(copy) as store:
        send_back(store, actor=PRINCIPAL, reason="另一份")
        store.answers.write([SetAnswer("pupils.minority_primary", "31")], actor=CLERK)
        submit_return(store, actor=CLERK)
        staging.confirm_all(store)
        key = staging.school_key(files.school_stores[0])
        school_sign.sign_return(store, key=key, actor=PRINCIPAL)
        return export_package(store, folder, actor=CLERK, replace=False).path


def forked_package(district: District) -> Path:
    """Another package of number 2 of the first school, from a second copy of its store."""
    return Path(shutil.copy(_forked(district.files), district.folder / "forked.asice.age"))


def strangers_package(desk: Desk, district: District) -> Path:
    """A package in the first school's name, signed under an authority nobody knows."""
    stranger = create_authority(name="别处的教育局", code="999999", now=now())
    key = generate_key()
    certificate = issue_certificate(
        stranger,
        subject=Subject("某校", "某人", district.code()),
        role=CertificateRole.SCHOOL,
        public_key=key.public,
        now=now(),
    )
    info = PackageInfo(
        kind=ContainerKind.REPORT,
        bureau=desk.store.meta.bureau_code,
        school=district.code(),
        package_id="0" * 32,
        number=2,
        previous="",
        period=2024,
        created=now(),
    )
    content = {names.RETURN: b"{}"}
    container = build(content, info=info, signer=FileKeySigner(key, certificate))
    path = district.folder / "stranger.asice.age"
    path.write_bytes(seal_report(container, recipient=desk.keys.identity.recipient))
    return path


def unlocked(life: Life, passphrase: str = PASSPHRASE) -> DailyKeys:
    """The bureau's daily keys as its store has them now."""
    return bureau_store.unlock_daily_keys(life.desk.store, passphrase)
