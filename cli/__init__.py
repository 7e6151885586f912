"""The command line: everything the windows do, without a screen. Knows operations and forms only."""
