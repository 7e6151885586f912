"""Bytes out and in: the signed package, certificates, workbooks, PDF and CSV.

Nothing here opens a file, a socket or a database: bytes go in, bytes come out. Heavy libraries are
imported inside the functions that use them.
"""
