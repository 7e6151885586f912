"""Tables and their rows, and the repositories that write them together with the journal."""
