"""Reading and writing xlsx with openpyxl; imported only by the functions that need it."""
