"""Excel 与备份: forms out of the program and back, by workbook, paper, the annual statistics."""
