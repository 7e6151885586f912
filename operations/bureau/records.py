"""The bureau's store and what it hands out, for the faces: they reach storage through operations alone."""

from storage.bureau.certificates import IssuedCertificate
from storage.bureau.import_log import ImportRecord
from storage.bureau.issued import IssuedFile
from storage.bureau.meta import BureauMeta
from storage.bureau.officers import Officer
from storage.bureau.packages import PackageRecord, ReturnState, SchoolStatus
from storage.bureau.quarantine import QuarantinedFile
from storage.bureau.roster import School
from storage.bureau.store import BureauStore

__all__ = [
    "BureauMeta",
    "BureauStore",
    "ImportRecord",
    "IssuedCertificate",
    "IssuedFile",
    "Officer",
    "PackageRecord",
    "QuarantinedFile",
    "ReturnState",
    "School",
    "SchoolStatus",
]
