"""What a desk received first says nothing: only what is local by nature is in the order of this desk.

`rev` and `rowid` are numbers of one desk. A list or a fold that ends in one of them differs per desk where
the rest of its order is the same (docs/decisions/0022). `tests/order` compares the
pages; this finds the rest.
"""

import re

from tests.frame.tree import ROOT

LOCAL = {
    "undo": "what this user did last, here",
    "history": "after the moment itself; the log as this desk has it",
    "unseen": "what came in since it was looked at",
    "editing": "what came in since it was looked at",
    "actions/change": "what came in since it was looked at",
    "dossier/past": "what this user did last, here",
    "meetings/taken_back": "what this user did last, here",
    "meetings/lead": "who was heard of last, at the table",
    "meetings/closed_apart": "where the one that leads was last",
    "meetings/waiting": "who led when a line came in here",
    "meetings/recorded": "what the one that leads did last",
    "finding": "which of very many are looked at",
    "unsent": "what waits here",
    "house_file": "files made here",
    "regimes": "the making of a row, which is its first writing everywhere",
}
"""Where it is meant, and of what it is the order."""
_ORDERS = re.compile(r"\.rev\.desc\(\)\)|\.order_by\(\w+\.rev\)|\bORDER BY [^\n\"]*\b(?:rowid|[a-z]\.rev)\b")

_SERVER = re.compile(r"\bseq\.desc\(\)|\bs\.seq DESC")
"""After the order of the server only what it does not have yet is in that of this desk."""


def _is_local(line: str) -> bool:
    return _ORDERS.search(line) is not None and _SERVER.search(line) is None


def test_only_what_is_local_by_nature_is_in_the_order_of_one_desk() -> None:
    services = ROOT / "zvhdesk" / "services"
    found = {
        str(path.relative_to(services).with_suffix(""))
        for path in services.rglob("*.py")
        if any(_is_local(line) for line in path.read_text("utf-8").splitlines())
    }
    allowed = set(LOCAL)
    assert found - allowed == set(), "the order of one desk; or say in LOCAL of what it is the order"
    assert allowed - found == set(), "no longer so: take it from the list"
