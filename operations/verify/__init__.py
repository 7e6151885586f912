"""What any file is, who signed it, whether it is whole, and whether a paper is that file."""
