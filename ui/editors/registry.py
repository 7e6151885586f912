"""Which editor a field gets: one table over all types."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from forms.spec import Field, FieldType, Option
from ui.editors.attachment import AttachmentEditor
from ui.editors.base import FieldEditor
from ui.editors.choice import ChoiceEditor
from ui.editors.line import LineEditor
from ui.editors.long_text import LongTextEditor
from ui.editors.multi_choice import MultiChoiceEditor
from ui.editors.yes_no import YesNoEditor

EDITORS: Final[Mapping[FieldType, type[FieldEditor]]] = {
    FieldType.INTEGER: LineEditor,
    FieldType.DECIMAL: LineEditor,
    FieldType.DECIMAL3: LineEditor,
    FieldType.MONEY: LineEditor,
    FieldType.PERCENT: LineEditor,
    FieldType.TEXT: LineEditor,
    FieldType.LONG_TEXT: LongTextEditor,
    FieldType.CHOICE: ChoiceEditor,
    FieldType.MULTI_CHOICE: MultiChoiceEditor,
    FieldType.YES_NO: YesNoEditor,
    FieldType.DATE: LineEditor,
    FieldType.TIME: LineEditor,
    FieldType.DURATION_MINUTES: LineEditor,
    FieldType.ATTACHMENT: AttachmentEditor,
}


def make_editor(
    field: Field, options: Sequence[Option] = (), parent: QWidget | None = None
) -> FieldEditor:
    """Make the editor of a field; a calculated value is always shown as a line."""
    kind = EDITORS[field.type] if field.is_input else LineEditor
    return kind(field, options, parent)
