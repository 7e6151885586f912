"""The stores and what they hand out, for the faces: they reach storage through operations alone."""

from exporters.pki.keys import SigningKey
from storage.answers.revisions import RevisionInfo
from storage.bureau.certificates import CertificateRequest, IssuedCertificate
from storage.bureau.inbox import ImportRecord, QuarantinedFile
from storage.bureau.issued import IssuedFile
from storage.bureau.packages import PackageRecord, ReturnState, SchoolStatus
from storage.bureau.registry import BureauMeta
from storage.bureau.roster import School
from storage.bureau.store import BureauStore
from storage.changes import ChangeKind, Changes
from storage.journal import EntryKind, JournalEntry, JournalVerdict
from storage.school.comments import Comment, Origin
from storage.school.deliveries import AnswerKind, BureauAnswer, ChainPoint, Delivery
from storage.school.store import SchoolStore
from storage.school_meta import SchoolMeta

__all__ = [
    "AnswerKind",
    "BureauAnswer",
    "BureauMeta",
    "BureauStore",
    "CertificateRequest",
    "ChainPoint",
    "ChangeKind",
    "Changes",
    "Comment",
    "Delivery",
    "EntryKind",
    "ImportRecord",
    "IssuedCertificate",
    "IssuedFile",
    "JournalEntry",
    "JournalVerdict",
    "Origin",
    "PackageRecord",
    "QuarantinedFile",
    "ReturnState",
    "RevisionInfo",
    "School",
    "SchoolMeta",
    "SchoolStatus",
    "SchoolStore",
    "SigningKey",
]
