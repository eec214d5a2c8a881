"""The main window and what it asks of a page."""

from zvhdesk.ui.shell.page import EVERYTHING, Page, Place
from zvhdesk.ui.shell.window import TITLE, MainWindow

__all__ = ["EVERYTHING", "TITLE", "MainWindow", "Page", "Place"]
