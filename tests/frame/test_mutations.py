"""The list of mutations stays whole, and the harness tells a test that sees from one that does not."""

from pathlib import Path

import mutate
import pytest

LISTED = mutate.load()


def test_each_mutation_fits_the_tree() -> None:
    found = {one.name: mutate.problem(one) for one in LISTED}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_each_mutation_names_tests_that_exist(request: pytest.FixtureRequest) -> None:
    """Of the files that this run collected: in a whole run that is all of them."""
    there = {item.nodeid for item in request.session.items}
    files = {name.partition("::")[0] for name in there}
    named = {test for one in LISTED for test in one.tests}
    here = {test for test in named if test in files or test.partition("::")[0] in files}
    # A file, a class, a test, or one of its cases.
    known = {name[:at] for name in there for at, sign in enumerate(f"{name}:") if sign in ":["}
    assert here - there - known == set()
    assert all((mutate.ROOT / test.partition("::")[0]).is_file() for test in named)


def test_no_two_mutations_share_a_name() -> None:
    assert len({one.name for one in LISTED}) == len(LISTED)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A project of one rule with one test that sees it and one that does not."""
    root = tmp_path / "project"
    root.mkdir()
    # It needs nothing of Qt or of several processes, which every run would load.
    heavy = ("pytest-qt", "xdist", "xdist.looponfail", "timeout", "anyio")
    left_out = " ".join(f"-p no:{name}" for name in heavy)
    (root / "pytest.ini").write_text(f"[pytest]\naddopts = {left_out}\n", "utf-8")
    (root / "rule.py").write_text("def grown_up(age: int) -> bool:\n    return age >= 18\n", "utf-8")
    (root / "test_rule.py").write_text(
        "import rule\n\n\ndef test_sees() -> None:\n    assert rule.grown_up(18)\n\n\n"
        "def test_looks_away() -> None:\n    assert rule.grown_up(40)\n",
        "utf-8",
    )
    return root


def broken(find: str, replace: str, test: str) -> mutate.Mutation:
    return mutate.Mutation("a rule", "rule.py", find, replace, (f"test_rule.py::{test}",))


def test_a_mutation_a_test_sees_is_accepted_and_the_checkout_itself_is_left_alone(tree: Path) -> None:
    before = (tree / "rule.py").read_text("utf-8")
    assert mutate.verdict(broken(">=", ">", "test_sees"), tree) is None
    assert (tree / "rule.py").read_text("utf-8") == before


def test_a_mutation_nobody_sees_is_reported(tree: Path) -> None:
    assert mutate.verdict(broken(">=", ">", "test_looks_away"), tree) == "the tests stayed green"


def test_code_that_no_longer_imports_is_no_proof(tree: Path) -> None:
    wrong = mutate.verdict(broken("return age", "return age age", "test_sees"), tree)
    assert wrong is not None
    assert wrong.startswith("the tests could not run")


@pytest.mark.parametrize(
    "find, replace, says",
    [
        ("nowhere", "x", "occurs 0 times"),
        ("age", "x", "occurs 2 times"),
        (">=", ">=", "changes nothing"),
    ],
)
def test_an_entry_that_rotted_is_named(tree: Path, find: str, replace: str, says: str) -> None:
    assert says in (mutate.problem(broken(find, replace, "test_sees"), tree) or "")
