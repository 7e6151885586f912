"""What the window shows while no store is open."""
