"""The tour's eyes: the database opened anew beside the program, and the text of a PDF."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from sqlalchemy.orm import Session

from zvhdesk.models.engine import open_engine
from zvhdesk.services.desk import DATABASE


@contextmanager
def reopened(folder: Path, key: bytes) -> Iterator[Session]:
    """The house's database through a second connection, made for this one look."""
    engine = open_engine(folder / DATABASE, key)
    try:
        with Session(engine) as session:
            yield session
    finally:
        engine.dispose()


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF read back: the text of each page, and everything its properties say, in one string."""

    pages: tuple[str, ...]
    properties: str

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(self.pages)


def read_pdf(content: bytes) -> Paper:
    """What a reader of this PDF finds."""
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    try:
        pages = tuple(page.get_textpage().get_text_range() for page in document)
        properties = " ".join(document.get_metadata_dict(skip_empty=True).values())
    finally:
        document.close()
    return Paper(pages, properties)
