"""The two SQLite files of the program, and the one function that writes any other file.

:class:`~storage.school.store.SchoolStore` holds one school's return for one period,
:class:`~storage.bureau.store.BureauStore` the district's schools, certificates and packages. All
SQL of the program lives in this package; nothing here knows a screen or a file format.
"""
