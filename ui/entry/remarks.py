"""Comments of principal and bureau as they are read beside the form."""

from forms.record import split_address
from operations.school.records import Comment, Origin
from ui.entry.session import FormSession


def author_of(comment: Comment) -> str:
    """Whose remark it is, in a word."""
    return "区局" if comment.origin is Origin.BUREAU else "校长"


def remark_text(comment: Comment, session: FormSession) -> str:
    """A comment as it stands at its place: who, on which row, what."""
    table, row_id, column = split_address(comment.address)
    where = ""
    if row_id is not None:
        titles = {row.id: row.title for row in session.sheet.rows(table)}
        found = session.pack.tables[table].by_id.get(column or "")
        where = f"{titles.get(row_id, '')}{'　' + found.label if found else ''}：".lstrip("　")
    return f"{author_of(comment)}意见：{where}{comment.text}"
