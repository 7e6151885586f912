"""The stores and what they hand out, for the faces: they reach storage through operations alone."""

from exporters.pki.keys import SigningKey
from storage.bureau_store import BureauStore
from storage.certificates import CertificateRequest, IssuedCertificate
from storage.changes import ChangeKind, Changes
from storage.comments import Comment, Origin
from storage.deliveries import AnswerKind, BureauAnswer, ChainPoint, Delivery
from storage.inbox import ImportRecord, QuarantinedFile
from storage.issued import IssuedFile
from storage.journal import EntryKind, JournalEntry, JournalVerdict
from storage.packages import PackageRecord, ReturnState, SchoolStatus
from storage.registry import BureauMeta
from storage.revisions import RevisionInfo
from storage.roster import School
from storage.school_meta import SchoolMeta
from storage.school_store import SchoolStore

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
