"""上年对照: what moved since last year."""
