"""Tooltips of what people typed. Qt takes a tooltip with a tag in it for markup, and would open its files."""

from html import escape


def tip(text: str) -> str:
    """The tooltip that reads exactly as `text`, whatever stands in it."""
    if "<" not in text and "&" not in text:
        return text
    return f"<qt>{escape(text).replace(chr(10), '<br>')}</qt>"
