"""Backups of a store: which there are, how one is made, how one takes the store's place."""
