"""Reading a paper back from its PDF: the words of each page, the bookmarks, the fonts."""

import re

from pypdfium2 import PdfDocument


def pages(pdf: bytes) -> list[str]:
    """The text of each page, its line ends taken for spaces."""
    document = PdfDocument(pdf)
    found = []
    for page in document:
        text = page.get_textpage()
        found.append(" ".join(text.get_text_bounded().split()))
        text.close()
        page.close()
    document.close()
    return found


def bookmarks(pdf: bytes) -> list[tuple[str, int]]:
    """Title and page, from 0."""
    document = PdfDocument(pdf)
    found = []
    for mark in document.get_toc():
        dest = mark.get_dest()
        assert dest is not None
        found.append((mark.get_title(), dest.get_index()))
    document.close()
    return found


def metadata(pdf: bytes) -> dict[str, str]:
    """What the file says of itself."""
    document = PdfDocument(pdf)
    found = {name: str(words) for name, words in document.get_metadata_dict().items()}
    document.close()
    return found


def fonts(pdf: bytes) -> dict[str, bool]:
    """Every font that the file asks for, also where no letter is set in it, and whether it is in the file."""
    inside = {
        name
        for words in re.findall(rb"<<[^<>]*/Type /FontDescriptor[^<>]*>>", pdf)
        if b"/FontFile2 " in words
        for name in re.findall(rb"/FontName /(\S+)", words)
    }
    return {name.decode(): name in inside for name in re.findall(rb"/BaseFont /(\S+)", pdf)}
