"""审核与签名: what the principal reads, the three confirmations."""
