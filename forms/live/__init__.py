"""What follows from the answers of an open return, kept up to date edit by edit."""
