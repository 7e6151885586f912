"""Texts: in the styles of the type scale, cut where there is no room, with a sign of their state."""
