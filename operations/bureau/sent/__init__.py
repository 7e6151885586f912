"""What goes out to schools: receipts, return slips and opening files, kept as they were sent."""
