"""What goes wrong unexpectedly: said in a sentence, written to the log, told at the next start."""
