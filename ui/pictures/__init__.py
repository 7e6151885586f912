"""Pictures in the window: painted, walked through, copied and saved."""
