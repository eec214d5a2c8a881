"""Taking over a register from another system: read, guess, check, write (DATA.md 11).

`source` reads the file, `guessing` proposes which column is what, `checking` refuses rows with a reason and
makes drafts of the others, `writing` puts those into the house in one act.
"""
