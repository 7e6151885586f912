"""The bureau's store itself: making one, settings, journal, backups."""
