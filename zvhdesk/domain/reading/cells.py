"""One cell of a file: text from CSV, and from Excel also numbers, booleans and dates."""

from datetime import date

Cell = str | int | float | bool | date | None
"""A datetime is a date too, so Excel's date cells are covered."""

_NOTHING = frozenset({"", "-", "--", "?", "onbekend", "onb.", "onb", "n.v.t.", "nvt", "n.b.", "null"})


class Unreadable(ValueError):
    """A cell cannot be read. `sentence` is Dutch, for the person, and repeats nothing but dates and ages."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def text_of(cell: Cell) -> str:
    """The cell as a person sees it, on one line and without spaces around it; empty for no value."""
    match cell:
        case None:
            return ""
        case bool():
            return "ja" if cell else "nee"
        case float() if cell.is_integer():
            return str(int(cell))
        case date():
            return cell.isoformat()[:10]
        case _:
            return " ".join(str(cell).split())


def is_nothing(cell: Cell) -> bool:
    """Whether the cell says nothing: empty, a dash, or a word for `onbekend`."""
    return text_of(cell).casefold() in _NOTHING
