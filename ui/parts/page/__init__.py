"""The page and what stands on it: cards, messages, facts, how far a long step is."""
