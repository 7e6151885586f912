"""What the tables of a store have to hold, from its journal alone, and where they do not."""
