"""The commands of the group ``school``, a file for each subject."""
