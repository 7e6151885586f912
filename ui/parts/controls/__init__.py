"""What is pressed, ticked, chosen and typed into."""
