"""The keys of a school: asked for, certified by the opening file, believed, renewed, moved."""
