"""Keys, certificates and revocation: the bureau's own authority and what schools hold of it."""
