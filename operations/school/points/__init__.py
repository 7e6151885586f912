"""A return that came back: what was asked for, point by point, and the replies."""
