"""The signed container (ASiC-E with CAdES): write, sign, read, verify."""
