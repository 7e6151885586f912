"""Copies of a store: what a backup holds, what going back to it would lose, taking one elsewhere."""
