"""A school's store and what it hands out, for the faces: they reach storage through operations alone."""

from storage.answers.revisions import RevisionInfo
from storage.journal.journal import EntryKind, JournalEntry
from storage.school.accepted import ChainPoint
from storage.school.bureau_answers import AnswerKind, BureauAnswer
from storage.school.comments import Comment, Origin
from storage.school.deliveries import Delivery
from storage.school.meta import SchoolMeta
from storage.school.store import SchoolStore

__all__ = [
    "AnswerKind",
    "BureauAnswer",
    "ChainPoint",
    "Comment",
    "Delivery",
    "EntryKind",
    "JournalEntry",
    "Origin",
    "RevisionInfo",
    "SchoolMeta",
    "SchoolStore",
]
