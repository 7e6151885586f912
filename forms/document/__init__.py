"""A return as one JSON document, the heart of the signed package, and back."""

from forms.canonical import canonical_bytes
from forms.document.format import DocumentError
from forms.document.reading import from_document
from forms.document.writing import calculated_json, indicators_json, problem_json, to_document

__all__ = [
    "DocumentError",
    "calculated_json",
    "canonical_bytes",
    "from_document",
    "indicators_json",
    "problem_json",
    "to_document",
]
