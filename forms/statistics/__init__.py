"""The annual statistics (教育事业统计): its exports read by their headings."""
