"""What is known while a pack is being read, and the mistakes found so far."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from forms.expr import Expression, ExpressionError, parse
from forms.loader.entry import TomlTable
from forms.loader.last_year import LastYearLists
from forms.pack_errors import Flaw, PackError
from forms.schooling import Section
from forms.spec import ChoiceList


@dataclass(frozen=True, slots=True)
class Use:
    """An expression where it stands: what it may refer to is checked when all names are known.

    Attributes:
        entry: Where it stands.
        key: Under which key.
        expression: The expression.
        table: Table whose rows ``row.`` reads; empty where there is no row.
        is_district: ``dsum`` and ``dcount`` are allowed.

    """

    entry: TomlTable
    key: str
    expression: Expression
    table: str = ""
    is_district: bool = False


@dataclass(slots=True)
class PackReading:
    """The state of one loading."""

    choices: Mapping[str, ChoiceList] = field(default_factory=dict)
    relevance: Mapping[Section, str] = field(default_factory=dict)
    last_year: LastYearLists = field(default_factory=LastYearLists)
    uses: list[Use] = field(default_factory=list)
    errors: list[PackError] = field(default_factory=list)
    parsed: dict[str, Expression] = field(default_factory=dict)

    @contextmanager
    def catching(self) -> Iterator[None]:
        """Note a mistake and go on with the next definition, so that an author sees them all."""
        try:
            yield
        except PackError as error:
            self.errors.append(error)

    def expression(
        self, entry: TomlTable, key: str, *, table: str = "", is_district: bool = False
    ) -> Expression | None:
        """Read the expression under a key; ``None`` if the key is not there.

        Raises:
            PackError: It is not of the language.

        """
        text = entry.optional_text(key)
        if text is None:
            return None
        return self.parse(entry, key, text, table=table, is_district=is_district)

    def parse(
        self, entry: TomlTable, key: str, text: str, *, table: str = "", is_district: bool = False
    ) -> Expression:
        """Parse a text that belongs to a key; equal texts are parsed once.

        Raises:
            PackError: It is not of the language.

        """
        flat = text.strip()
        if not flat.isprintable():  # several lines
            flat = " ".join(line.strip() for line in flat.splitlines())
        expression = self.parsed.get(flat)
        if expression is None:
            try:
                expression = parse(flat)
            except ExpressionError as error:
                raise entry.refuse(Flaw.BAD_EXPRESSION, f"{error}（{flat[:60]}）", key) from None
            self.parsed[flat] = expression
        self.uses.append(Use(entry, key, expression, table, is_district))
        return expression
