"""The program opened again on the house that a kill left: what its screen shows against the database."""

from pathlib import Path

from tests.killed.books import Facts, default
from tests.killed.program import Program
from tests.killed.teller import draft_of
from zvhdesk.ui.board.page import BoardPage
from zvhdesk.ui.console.capture_draft import FORM as LINE
from zvhdesk.ui.console.live_text import LiveText
from zvhdesk.ui.console.page import ConsolePage


def reopened(folder: Path, found: Facts) -> list[str]:
    """What is not as it was left, after opening the program once more; `found` is what the database says."""
    program = Program(folder)
    try:
        page = program.page
        if found["item",] is None:
            return [] if isinstance(page, BoardPage) else [f"no meeting runs, and it opens {page}"]
        if not isinstance(page, ConsolePage):
            return [f"a meeting runs, and it opens {page}"]
        return [*_place(page, found), *_room(page), *_texts(page, found)]
    finally:
        program.end()


def _place(page: ConsolePage, found: Facts) -> list[str]:
    item = found["item",]
    wrong = [] if page.acts.item_id == item else [f"at item {page.acts.item_id}, not {item}"]
    if page.board.covered or not page.isVisible():
        wrong.append("something stands before the case")
    if page.view is not None and page.view.step.value != found["step", item]:
        wrong.append(f"at step {page.view.step.value}, not {found['step', item]}")
    return wrong


def _room(page: ConsolePage) -> list[str]:
    return ["the wall is not covered"] if page.room.wall is not None or page.room.state.showing else []


def _texts(page: ConsolePage, found: Facts) -> list[str]:
    forms = [page.board.own.form] + ([page.view.form] if page.view is not None else [])
    fields = [field for form in forms for field in form.fields if isinstance(field, LiveText)]
    shown = {field.cell: (field.text, _text(field, found)) for field in fields}
    if page.view is not None:
        kept = [found.get(("draft", LINE, page.view.item_id, col), "") for col in ("action", "decision")]
        # Of two kinds at once the action is offered.
        shown["", page.view.item_id, "line"] = (page.board.line.text, next((one for one in kept if one), ""))
    return [f"{cell} shows {is_!r}, not {ought!r}" for cell, (is_, ought) in shown.items() if is_ != ought]


def _text(field: LiveText, found: Facts) -> str:
    """What ought to stand in a field: what was typed and not committed, else what was."""
    table, row, _ = field.cell
    known = {"turn": ("said", row), "chair_note": ("own", row)}.get(table)
    kept = found.get(draft_of(field.form.name, field.cell), "")
    return str(kept or (found.get(known, default(known)) if known is not None else ""))
