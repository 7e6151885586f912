"""The bureau's keys: what runs out, renewal, the root key."""
