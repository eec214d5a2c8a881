"""Desks that agree (SYNC.md): what this desk recorded goes out sealed, what others recorded comes in checked.

The database is touched by functions that take a session, the network by `Server`; `exchange` says in which
order, and runs neither. Nothing here knows a mapped class of the field by its name.
"""
