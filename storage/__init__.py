"""The two kinds of stores, and the one function that writes any other file.

:class:`~storage.school.store.SchoolStore` holds one school's return for one period,
:class:`~storage.bureau.store.BureauStore` the district's schools, certificates and packages. A store
is a SQLite file; a bureau's may lie on a PostgreSQL server instead. All SQL of the program lives in
this package; nothing here knows a screen or a file format.
"""
