"""What is odd in a district, seen over all returns at once. Everything is shown, nothing is judged."""

from forms.patterns.find import Patterns, find_patterns
from forms.patterns.pattern import Pattern, PatternKind, PatternPlace
from forms.patterns.returned import SeenReturn, seen_return

__all__ = [
    "Pattern",
    "PatternKind",
    "PatternPlace",
    "Patterns",
    "SeenReturn",
    "find_patterns",
    "seen_return",
]
