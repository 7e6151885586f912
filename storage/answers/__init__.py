"""The answers of a return: rows, attachments, editing, undo, revisions."""
