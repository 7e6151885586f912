"""The commands of the group ``bureau``, a file for each subject."""
