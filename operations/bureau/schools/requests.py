"""A school's request for a certificate, looked at before anything is issued on it."""

from collections.abc import Iterable
from dataclasses import dataclass

from exporters.pki.requests import CertificateRequest, read_request
from operations.bureau.keys.officer_keys import is_officers
from operations.bureau.store import root_certificate
from operations.errors import Misused, OperationError, Refused, refusing
from operations.keys.locked_keys import (
    DIFFERENT_FINGERPRINT,
    ComparedFingerprint,
    compare_fingerprint,
)
from storage.bureau.roster import School
from storage.bureau.store import BureauStore


@dataclass(frozen=True)
class SchoolRequest:
    """A request of a school that may be enrolled.

    Attributes:
        content: The request file.
        request: What it says.
        school: Its school as the roster has it.
        again: Whether the school has had a certificate before.

    """

    content: bytes
    request: CertificateRequest
    school: School
    again: bool

    def compare(self, typed: str) -> ComparedFingerprint:
        """Compare what somebody reads from the stamped sheet, while it is typed."""
        return compare_fingerprint(typed, self.request.fingerprint)

    def check_fingerprint(self, typed: str) -> None:
        """Refuse another fingerprint than the request's.

        Raises:
            Misused: It is not the same.

        """
        if self.compare(typed) is not ComparedFingerprint.SAME:
            found = self.request.fingerprint
            raise Misused(f"输入的指纹{DIFFERENT_FINGERPRINT}申请的指纹是 {found}。")


@dataclass(frozen=True)
class SortedRequests:
    """Several requests: those that may be enrolled, and why the others may not.

    Attributes:
        good: In the order given.
        faults: One sentence for each of the others.

    """

    good: tuple[SchoolRequest, ...]
    faults: tuple[str, ...]


@refusing()
def look_at_request(data: bytes) -> CertificateRequest:
    """Read a request: which school it claims, and the fingerprint to be compared.

    Raises:
        Refused: It is none, or damaged.

    """
    return read_request(data)


def request_of(store: BureauStore, content: bytes, *, school: str | None = None) -> SchoolRequest:
    """Read a request and see whether its school may be enrolled.

    Args:
        store: The bureau's store; read-only will do.
        content: The request file.
        school: Code of the school the officer is looking at; must be the request's.

    Raises:
        Refused: It is damaged, or its school is not on the roster, retired, without a principal,
            or the key is somebody else's.
        Misused: It is another school's.

    """
    found = look_at_request(content)
    if school is not None and school != found.school:
        raise Misused(f"这份开户申请是学校 {found.school} 的，不是 {school} 的，请核对文件。")
    listed = active_school(store, found.school)
    check_principal(listed)
    check_own_key(store, found)
    return SchoolRequest(content, found, listed, again=bool(store.certificates.all(found.school)))


def sort_requests(
    store: BureauStore, contents: Iterable[bytes], *, school: str | None = None
) -> SortedRequests:
    """Look at several requests as :func:`request_of` does; one bad one does not stop the others."""
    good: list[SchoolRequest] = []
    faults: list[str] = []
    for content in contents:
        try:
            good.append(request_of(store, content, school=school))
        except OperationError as error:
            faults.append(error.message)
    return SortedRequests(tuple(good), tuple(faults))


def active_school(store: BureauStore, code: str) -> School:
    """Find a school that reports.

    Raises:
        Refused: It is not on the roster, or retired.

    """
    listed = store.roster.get(code)
    if listed is None or not listed.active:
        raise Refused(f"学校 {code} 不在名册中或已停用，请先核对学校名册。")
    return listed


def check_principal(school: School) -> None:
    """Refuse a school without a principal: a certificate is issued to a person.

    Raises:
        Refused: The roster names none.

    """
    if not school.principal:
        raise Refused(
            f"名册中{school.name}（{school.code}）没有写校长，不能签发证书：证书要写校长的姓名。"
            "请在名册的“校长”一列补上姓名，读入后再办理。"
        )


def check_own_key(store: BureauStore, request: CertificateRequest) -> None:
    """Refuse a key that somebody else signs with: a signature has to say who made it.

    Raises:
        Refused: It is the bureau's own, or another school's.

    """
    again = "请学校在自己的填报库里重新生成开户申请。"
    if request.public_key in root_certificate(store):
        raise Refused(f"这份申请用的是本区局的根密钥，不能给学校开户，{again}")
    for issued in store.certificates.all():
        if issued.holder == request.school or request.public_key not in issued.certificate:
            continue
        if is_officers(store.meta.bureau_code, issued.holder):
            raise Refused(f"这份申请用的是区局操作员的密钥，不能给学校开户，{again}")
        raise Refused(
            f"这份申请用的是学校 {issued.holder} 的密钥，一把密钥只能属于一所学校，{again}"
        )
