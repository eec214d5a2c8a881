"""Reading what people typed into other systems: dates, yes and no, BSN, names. Pure functions over one cell.

A cell that cannot be read raises `Unreadable` with a Dutch sentence that holds no name and no BSN.
"""
