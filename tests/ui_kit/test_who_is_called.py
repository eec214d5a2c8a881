"""Two people with one word: on screen it is always clear which administrator is meant (docs/glossary.md).

`beheerder` is somebody of the house who lets devices in; who runs the server is called so, in full.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import zvhdesk.ui

OF_SERVER = "beheerder van de server"


def _sentences() -> Iterator[str]:
    for file in sorted(Path(zvhdesk.ui.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def test_nobody_is_sent_to_an_administrator_without_saying_which() -> None:
    found = list(_sentences())
    assert sum(OF_SERVER in one for one in found) > 10, "nothing was read"
    vague = ("functioneel beheer", "uw beheerder", "systeembeheer", "applicatiebeheer")
    assert [one for one in found if any(word in one.lower() for word in vague)] == []


def test_a_command_of_the_server_is_for_who_runs_it() -> None:
    assert [one for one in _sentences() if "zvhserver" in one and OF_SERVER not in one] == []
