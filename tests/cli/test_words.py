"""The words of the command line: what is wrong with them is said in Dutch, and nothing is done."""

from contextlib import chdir
from pathlib import Path

import pytest

from zvhdesk.__main__ import main as start
from zvhdesk.cli.main import main


def test_the_program_sends_a_command_to_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert start(["import"]) == 1
    assert "De opdracht klopt niet" in capsys.readouterr().err


def test_help_is_dutch(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    assert "een register uit een ander systeem overnemen" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words,said",
    [
        (["import"], "er ontbreekt: BESTAND, --house, --passphrase-file."),
        (["improt", "x.csv"], "'improt' kan hier niet; kies uit 'new', 'import'"),
        (["figures", "5", "--house", "x", "--passphrase-file", "y"], "'5' past niet bij JAAR."),
        (["figures", "2023", "--house"], "achter --house ontbreekt een waarde."),
        (["new", "x", "--region", "mars", "--passphrase-file", "y"], "'mars' kan hier niet; kies uit"),
        (["new", "x", "--region", "empty", "--passphrase-file", "y", "z"], "dit ken ik niet: z."),
        (["restore", "a", "b"], "geef een van deze: --passphrase-file --sheets."),
        (["--self-test", "meer"], "dit ken ik niet: meer."),
        (["--tour"], "achter --tour ontbreekt een waarde."),
    ],
)
def test_what_is_wrong_with_the_words_is_said_in_dutch_and_nothing_is_done(
    words: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    """Never status 2: that says that some rows of a register were refused (DATA.md 11)."""
    with chdir(tmp_path):
        assert start(words) == 1
    told = capsys.readouterr().err
    assert told.startswith("Gebruik: zvhdesk")
    assert said in told
    assert told.count("Gebruik") == 1
    assert list(tmp_path.iterdir()) == []


def test_the_tour_says_when_it_has_no_folder_to_write_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = tmp_path / "bestand"
    taken.touch()
    assert start(["--tour", str(taken), "--chapter", "find"]) == 1
    assert "kan niet worden gemaakt" in capsys.readouterr().err
