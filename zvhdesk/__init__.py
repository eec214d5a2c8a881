"""ZVH Desk: the desktop program with which a Zorg- en Veiligheidshuis runs its casustafels."""

__version__ = "0.1.0"
