"""Whether a store is there to answer review files: what its pages and its next step depend on."""

from typing import Final

from storage.school.store import SchoolStore

ANSWERED: Final = "答复送审文件"
"""How the journal's word for an answer begins."""


def answers_reviews(store: SchoolStore) -> bool:
    """Whether this is a principal's own store: it has answered review files and holds no answers."""
    if not any(note.startswith(ANSWERED) for note in store.reviews.all().values()):
        return False
    record = store.answers.load()
    return not record.answers and not record.tables
