"""Signing: the PDF that is signed on the screen, the passphrase beside it, and what comes afterwards."""
