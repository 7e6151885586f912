"""The bureau's store and its parts."""
