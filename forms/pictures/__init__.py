"""What an evaluation looks like: pictures as plain data, made here and painted elsewhere.

A picture is made for the room it gets, holds every mark, line and word with its meaning, and never comes
without its table and its sentence. It decides no colour: a painter gives each :class:`Meaning` one.
"""

from forms.pictures.comparing import two_years
from forms.pictures.matrix import matrix
from forms.pictures.picture import Chart, Room
from forms.pictures.spread import spread
from forms.pictures.strip import strip

__all__ = ["Chart", "Room", "matrix", "spread", "strip", "two_years"]
