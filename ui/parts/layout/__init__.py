"""How parts share the room there is: side by side, on several lines, one behind another, in a menu."""
