"""The signature of a return: confirmed by the three, previewed, drawn, signed and sealed."""
