"""What pages and dialogs are put together from, by what it is."""
