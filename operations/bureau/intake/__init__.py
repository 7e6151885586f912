"""What comes in: packages are chosen, examined, rehearsed, imported and taken back."""
