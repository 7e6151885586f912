"""The forms out of the program and back: workbook, paper, the export of the annual statistics."""
