"""New passphrases: how well one protects, and one that the program proposes."""
