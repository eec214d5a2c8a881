"""The command line: make a house, take a register over, count figures, restore a backup. Never a window."""
