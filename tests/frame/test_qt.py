"""The Qt we pinned: docs/decisions/0001."""

import sys

import PySide6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication


def test_a_void_call_keeps_its_hands_off_none(qapp: QApplication) -> None:
    """PySide6 6.12.0 on Python 3.11 drops one reference to None at every such call, and aborts in the end."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("name")
    # Other threads and the collector may hold a few; a thousand calls must not cost hundreds.
    assert sys.getrefcount(None) > before - 100


def test_it_is_the_release_we_pinned() -> None:
    assert PySide6.__version__.startswith("6.11.")
