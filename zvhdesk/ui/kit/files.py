"""Asking for a file or folder, without a second event loop: the answer comes in a callback."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

Then = Callable[[Path], object]


def ask_open(parent: QWidget, title: str, kinds: str, then: Then) -> QFileDialog:
    """Ask for a file to read. `kinds` as "Registers (*.csv *.xlsx)". Nothing happens on cancel."""
    dialog = _dialog(parent, title, then)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(kinds)
    return _open(dialog)


def ask_save(parent: QWidget, title: str, suggested: str, kinds: str, then: Then) -> QFileDialog:
    """Ask where to write. `suggested` is a file name without case number or person's name."""
    dialog = _dialog(parent, title, then)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(kinds)
    dialog.setDefaultSuffix(Path(suggested).suffix.lstrip("."))
    dialog.selectFile(suggested)
    return _open(dialog)


def ask_folder(parent: QWidget, title: str, then: Then) -> QFileDialog:
    """Ask for a folder."""
    dialog = _dialog(parent, title, then)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _open(dialog)


def _dialog(parent: QWidget, title: str, then: Then) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setObjectName("dialog.file")
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.finished.connect(dialog.deleteLater)
    return dialog


def _open(dialog: QFileDialog) -> QFileDialog:
    dialog.open()
    return dialog
