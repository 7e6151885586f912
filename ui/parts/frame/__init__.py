"""What stands around the pages of a face: header, side list, bars."""
