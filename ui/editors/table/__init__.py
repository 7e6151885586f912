"""The table of a form: its cells, its keys, what of it stays in sight, and the buttons below it."""
