"""密钥与开户: the school's key and certificate, keys of single people, who the school is."""
