"""Version of the program, as it stands in every document it makes."""

VERSION = "0.1.0"
