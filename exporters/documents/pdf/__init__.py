"""Drawing PDF with reportlab; imported only by the functions that write one."""
