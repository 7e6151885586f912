"""Small building blocks that every page shares: texts, buttons, cards, chips, strips."""
