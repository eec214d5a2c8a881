"""What the program itself put on the clipboard: it goes when the desk locks or closes."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

_OURS = "application/x-zvhdesk"


def copy(text: str) -> None:
    """Put words of the house on the clipboard, for the person to paste."""
    data = QMimeData()
    data.setText(text)
    data.setData(_OURS, b"1")
    QGuiApplication.clipboard().setMimeData(data)


def clear() -> None:
    """Nothing of that stays there. What came from another program, or from a field, is not ours to take."""
    clipboard = QGuiApplication.clipboard()
    # None as long as nobody put anything there.
    data: object = clipboard.mimeData()
    if isinstance(data, QMimeData) and data.hasFormat(_OURS):
        clipboard.clear()
