"""Every window of the program wears the style sheet: its own, or that of the window it belongs to.

The sheet does not stand on the application, so a window that forgot it would come up in the look of Qt.
"""

import ast
from collections.abc import Iterator
from functools import cache

from tests.frame.tree import ROOT

OF_QT = {"QMainWindow", "QDialog"}
BELONGING = {"QMenu": 1, "QDialog": 1, "QMessageBox": 2, "QFileDialog": 1, "QPrintDialog": 2}
"""Windows of Qt that are made as they are, and how many arguments there are with the parent among them."""


@cache
def trees() -> dict[str, ast.Module]:
    """Every file of the program, read as code."""
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in sorted((ROOT / "zvhdesk").rglob("*.py"))
    }


def called(node: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call beneath it, by the last word of what is called."""
    for one in ast.walk(node):
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Name | ast.Attribute):
            yield one.func.id if isinstance(one.func, ast.Name) else one.func.attr, one


@cache
def classes() -> dict[str, ast.ClassDef]:
    """Every class of the program."""
    return {
        node.name: node
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }


def bases(node: ast.ClassDef) -> set[str]:
    """The names of what it is a kind of, without what stands between brackets."""
    return {ast.unparse(base).partition("[")[0] for base in node.bases}


def windows() -> list[str]:
    """What has a title of its own, is a window by kind, or is a kind of one of these."""
    found = {
        name
        for name, node in classes().items()
        if bases(node) & OF_QT or any(word == "setWindowTitle" for word, _ in called(node))
    }
    return sorted(found)


def dresses(node: ast.ClassDef) -> bool:
    """Whether it puts the sheet on itself, or on what it is a kind of."""
    itself = any(word == "dress" and ast.unparse(call.args[0]) == "self" for word, call in called(node))
    return itself or any(dresses(known) for base in bases(node) if (known := classes().get(base)))


def belongs(node: ast.ClassDef) -> bool:
    """Whether it cannot be made without the window it belongs to."""
    made = next(
        (one for one in node.body if isinstance(one, ast.FunctionDef) and one.name == "__init__"), None
    )
    if made is None:
        return False
    sure = made.args.args[: len(made.args.args) - len(made.args.defaults)]
    return any(one.arg == "parent" and ast.unparse(one.annotation or one) == "QWidget" for one in sure)


def test_the_windows_are_found() -> None:
    assert {"MainWindow", "FailureWindow", "RoomWindow", "UnlockWindow", "PreviewWindow"} <= set(windows())


def test_a_window_dresses_or_belongs_to_one_that_does() -> None:
    known = classes()
    assert [name for name in windows() if not (dresses(known[name]) or belongs(known[name]))] == []


def test_a_menu_and_a_dialog_belong_to_a_window() -> None:
    alone = [
        f"{path}:{call.lineno}"
        for path, tree in trees().items()
        for word, call in called(tree)
        if len(call.args) < BELONGING.get(word, 0)
    ]
    assert alone == []


def test_a_style_sheet_is_set_in_one_place() -> None:
    """On the application it makes every page slower to build; on a part of a page that part differs."""
    places = [path for path, tree in trees().items() for word, _ in called(tree) if word == "setStyleSheet"]
    assert places == ["zvhdesk/ui/theme/active.py"]
