"""Pages that know how many there are: what is drawn on each is drawn when the last one is done."""

from collections.abc import Callable
from typing import Any

from reportlab.pdfgen.canvas import Canvas

Draw = Callable[[Canvas, int, int], None]
"""Canvas, number of the page from 1, number of pages."""


class NumberedCanvas(Canvas):
    """Keeps every page until the end and calls `draw` on each, so that "2 van 3" can be said.

    Drawn last, so it also stands above what is opaque on the page.
    """

    def __init__(self, *args: Any, draw: Draw, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._draw = draw
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Put the page aside."""
        self._pages.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        """Finish every page and write the document."""
        pages = self._pages
        for at, page in enumerate(pages, start=1):
            self.__dict__.update(page)
            self._draw(self, at, len(pages))
            super().showPage()
        super().save()
