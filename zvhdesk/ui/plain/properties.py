"""Properties of Qt that are an enumeration, set by the name of the value."""

from PySide6.QtCore import QObject


def set_named(target: QObject, **values: str) -> None:
    """Set each property to the value of that name, as a .ui file does: `textFormat="PlainText"`.

    Qt looks the name up itself, without the class `Qt` of PySide. Raises ValueError for a property or a value
    that Qt does not know.
    """
    for name, value in values.items():
        if not target.setProperty(name, value):
            raise ValueError(f"{type(target).__name__} has no {name} {value}")
