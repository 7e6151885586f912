"""Comments of principal and bureau as they are read beside the form."""

from forms.record import split_address
from operations.school.records import Comment, Origin
from ui.entry.session import FormSession


def author_of(comment: Comment) -> str:
    """Whose remark it is, in a word."""
    return "区局" if comment.origin is Origin.BUREAU else "校长"


def remark_text(comment: Comment, session: FormSession) -> str:
    """A comment as it stands at its place: who, on which row, what."""
    return f"{author_of(comment)}意见：{row_words(comment.address, session)}{comment.text}"


def row_words(address: str, session: FormSession) -> str:
    """Row and column of an address within its table, with a colon; ``""`` for a field or table."""
    table, row_id, column = split_address(address)
    if row_id is None:
        return ""
    titles = {row.id: row.title for row in session.sheet.rows(table)}
    found = session.pack.tables[table].by_id.get(column or "")
    return f"{titles.get(row_id, '')}{'　' + found.label if found else ''}：".lstrip("　")
