"""Keys under their passphrases, how long they are good for, and the sheets that bring them back."""
