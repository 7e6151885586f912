"""How a file is written safely: whole or not at all, by one writer, over nothing that must stay."""
