"""The officer's morning: how far delivery is, whom to call, what is new, what runs out."""
