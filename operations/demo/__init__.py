"""The demonstration: a whole district at work, made out of two example schools."""
