"""What can be wrong with a form pack, said to its author."""

from enum import StrEnum


class Flaw(StrEnum):
    """Kinds of mistakes, one code each."""

    SYNTAX = "syntax"
    """The text is no TOML."""
    MISSING_FILE = "missing_file"
    UNKNOWN_FILE = "unknown_file"
    MISSING_KEY = "missing_key"
    UNKNOWN_KEY = "unknown_key"
    WRONG_KIND = "wrong_kind"
    """A text where a list belongs, and the like."""
    BAD_ID = "bad_id"
    DUPLICATE_ID = "duplicate_id"
    UNKNOWN_TYPE = "unknown_type"
    UNKNOWN_CHOICES = "unknown_choices"
    UNKNOWN_VALUE = "unknown_value"
    """A word that is none of those allowed here."""
    MISPLACED_KEY = "misplaced_key"
    """A key that this type of field cannot have."""
    BAD_RANGE = "bad_range"
    BAD_PATTERN = "bad_pattern"
    BAD_KEY_COLUMN = "bad_key_column"
    BAD_ROWS = "bad_rows"
    BAD_DEFAULT = "bad_default"
    BAD_TEMPLATE = "bad_template"
    BAD_EXPRESSION = "bad_expression"
    UNKNOWN_NAME = "unknown_name"
    SENSELESS = "senseless"
    """An expression whose value could only ever be unknown; found by ``check_pack``."""
    CYCLE = "cycle"


class PackError(ValueError):
    """A form pack that cannot be used.

    Attributes:
        code: See :class:`Flaw`.
        place: File, id and key, e.g. ``pupils.toml：enrolled_{pjs}：calculate``.
        message: Chinese sentence for the author: what is wrong and what to do.
        others: Further mistakes found in the same pack.

    """

    def __init__(self, code: Flaw, place: str, message: str) -> None:
        super().__init__(f"{place}：{message}")
        self.code = code
        self.place = place
        self.message = message
        self.others: tuple[PackError, ...] = ()
