"""The stores and what they hand out, for the faces: they reach storage through operations alone."""

from storage.changes import ChangeKind, Changes
from storage.comments import Comment, Origin
from storage.deliveries import AnswerKind, BureauAnswer, ChainPoint, Delivery
from storage.journal import EntryKind, JournalEntry, JournalVerdict
from storage.revisions import RevisionInfo
from storage.school_meta import SchoolMeta
from storage.school_store import SchoolStore

__all__ = [
    "AnswerKind",
    "BureauAnswer",
    "ChainPoint",
    "ChangeKind",
    "Changes",
    "Comment",
    "Delivery",
    "EntryKind",
    "JournalEntry",
    "JournalVerdict",
    "Origin",
    "RevisionInfo",
    "SchoolMeta",
    "SchoolStore",
]
