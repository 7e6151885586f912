"""What changed in a return, told from its journal, and the way back."""
