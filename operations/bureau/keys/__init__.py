"""The keys of the bureau: who holds them, how long they are good for, how they are renewed."""
