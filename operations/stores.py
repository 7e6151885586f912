"""The stores and what they hand out, for the faces: they reach storage through operations alone."""

from exporters.pki.keys import SigningKey
from storage.answers.revisions import RevisionInfo
from storage.bureau.certificates import IssuedCertificate
from storage.bureau.import_log import ImportRecord
from storage.bureau.issued import IssuedFile
from storage.bureau.meta import BureauMeta
from storage.bureau.packages import PackageRecord, ReturnState, SchoolStatus
from storage.bureau.quarantine import QuarantinedFile
from storage.bureau.roster import School
from storage.bureau.store import BureauStore
from storage.journal import EntryKind, JournalEntry
from storage.school.accepted import ChainPoint
from storage.school.bureau_answers import AnswerKind, BureauAnswer
from storage.school.comments import Comment, Origin
from storage.school.deliveries import Delivery
from storage.school.meta import SchoolMeta
from storage.school.store import SchoolStore

__all__ = [
    "AnswerKind",
    "BureauAnswer",
    "BureauMeta",
    "BureauStore",
    "ChainPoint",
    "Comment",
    "Delivery",
    "EntryKind",
    "ImportRecord",
    "IssuedCertificate",
    "IssuedFile",
    "JournalEntry",
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
