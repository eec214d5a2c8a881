import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument
from sqlalchemy import select

from tests.importing.registers import DATA, DRENTHE_CSV, GOOD, as_csv
from zvhdesk.cli.main import main
from zvhdesk.models.cases import Case
from zvhdesk.models.house import CaseTable, House, Member, Municipality, WorkArea
from zvhdesk.services import house_keys, opening
from zvhdesk.services.backup import make_backup
from zvhdesk.services.clock import system_clock
from zvhdesk.services.unlock.keyring import os_keyring
from zvhdesk.services.unlock.lock import hold

PASSPHRASE = "kastanje vuurtoren polka zeef ijsbeer lepel"
NEW_PASSPHRASE = "bezem lantaarn wolkbreuk citroen zadel"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a passphrase file, a new Twente house, its sheets, and a new empty house."""
    place = tmp_path_factory.mktemp("gemaakt")
    (place / "wachtzin").write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    options = ["--passphrase-file", str(place / "wachtzin")]
    assert (
        main(
            [
                "new",
                str(place / "twente"),
                "--region",
                "twente",
                *options,
                "--recovery-dir",
                str(place / "bladen"),
            ]
        )
        == 0
    )
    return place


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copytree(made, tmp_path / "plek"))


@pytest.fixture
def run(place: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs a command in the copy: status, standard output, standard error."""

    def command(name: str, *arguments: str) -> tuple[int, str, str]:
        house = ["--house", str(place / "twente"), "--passphrase-file", str(place / "wachtzin")]
        capsys.readouterr()
        status = main([name, *arguments, *house])
        output = capsys.readouterr()
        return status, output.out, output.err

    return command


Run = Callable[..., tuple[int, str, str]]


def file_of(place: Path, *changes: dict[str, str]) -> str:
    rows = [
        {**GOOD, "casusnummer": f"2024-{at:04d}", "bsn": ""} | change for at, change in enumerate(changes, 1)
    ]
    (place / "register.csv").write_bytes(as_csv([list(rows[0]), *(list(row.values()) for row in rows)]))
    return str(place / "register.csv")


def numbers(place: Path) -> list[str]:
    with closing(opening.open_house(place / "twente", PASSPHRASE, os_keyring(), system_clock)) as desk:
        return desk.read(lambda session: list(session.scalars(select(Case.number).order_by(Case.number))))


def test_a_new_twente_house_has_its_tables_areas_and_gemeenten(place: Path) -> None:
    with closing(opening.open_house(place / "twente", PASSPHRASE, os_keyring(), system_clock)) as desk:
        tables = desk.read(
            lambda s: [
                (t.name, t.min_age, t.max_age)
                for t in s.scalars(select(CaseTable).order_by(CaseTable.position))
            ]
        )
        assert tables == [
            ("Code Rood", None, None),
            ("Top-X", None, None),
            ("JOR", 12, 23),
            ("Radicalisering en extremisme", None, None),
            ("VPO", 18, None),
            ("RFPN", None, None),
            ("Mensenhandel (KMT)", None, None),
        ]
        assert len(desk.read(lambda s: s.scalars(select(WorkArea)).all())) == 3
        assert len(desk.read(lambda s: s.scalars(select(Municipality)).all())) == 14
        assert desk.read(lambda s: s.scalars(select(Member.id)).all()) == [desk.user]
        assert house_keys.keys(desk).made is not None, "Beheer knows of the sheets"


def test_two_sheets_are_made_that_say_which_they_are(place: Path) -> None:
    for number in (1, 2):
        with closing(PdfDocument(place / "bladen" / f"herstelblad-{number}.pdf")) as document:
            page = document[0]
            text = page.get_textpage().get_text_range()
        assert "Zorg- en Veiligheidshuis Twente" in text


def test_drenthe_whole_on_the_command_line(
    tmp_path: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The proof of the issue: 192 cases in, and the figures of the printed report out."""
    house = str(tmp_path / "drenthe")
    assert main(["new", house, "--region", "drenthe", *key(place)]) == 0
    assert "geen herstelbladen" in capsys.readouterr().err
    assert main(["import", str(DRENTHE_CSV), "--house", house, *key(place), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) | {"past_retention": 0} == {
        "accepted": 192,
        "rejected": [],
        "cases": 192,
        "persons": 192,
        "partners": 17,
        "closed_shielded": 54,
        "past_retention": 0,
        "gemeenten": 0,
        "left_out": [],
    }
    assert main(["figures", "2023", "--house", house, *key(place), "--json"]) == 0
    counted = json.loads(capsys.readouterr().out)
    printed = json.loads((DATA / "drenthe2023.json").read_text(encoding="utf-8"))["per_gemeente"]
    assert [list(row.values()) for row in counted["per_gemeente"]] == [
        [
            row["gemeente"],
            row["actieve_procesregie"],
            row["instroom_procesregie"],
            row["in_behandeling_genomen_als_uitgebreid_advies"],
            row["afgesloten_procesregie"],
        ]
        for row in printed
    ]


def test_an_empty_house(tmp_path: Path, place: Path) -> None:
    assert main(["new", str(tmp_path / "leeg"), "--region", "empty", *key(place)]) == 0
    with closing(opening.open_house(tmp_path / "leeg", PASSPHRASE, os_keyring(), system_clock)) as desk:
        assert desk.read(lambda s: s.scalars(select(House.name)).one()) == "Zorg- en Veiligheidshuis"
        assert desk.read(lambda s: s.scalars(select(CaseTable)).all()) == []
        assert house_keys.keys(desk).made is None, "no sheets were made, and Beheer asks for them"


def test_a_register_into_an_empty_house(
    tmp_path: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It has no gemeenten and no tables, and the command line cannot add any."""
    house = str(tmp_path / "leeg")
    assert main(["new", house, "--region", "empty", *key(place)]) == 0
    assert main(["import", str(DRENTHE_CSV), "--house", house, *key(place)]) == 0
    assert "12 gemeenten komen op de lijst van dit huis." in capsys.readouterr().out
    assert main(["figures", "2023", "--house", house, *key(place), "--json"]) == 0
    counted = json.loads(capsys.readouterr().out)
    assert len(counted["per_gemeente"]) == 12
    assert counted["totals"]["afgesloten"] == 54


def test_a_filled_column_that_is_left_out_is_said(run: Run, place: Path) -> None:
    path = file_of(place, {"opmerking": "zie dossier", "leeg": ""})
    status, out, err = run("import", path, "--dry-run", "--json")
    assert (status, json.loads(out)["left_out"], err) == (0, ["opmerking"], "")
    _, _, err = run("import", path, "--dry-run")
    assert "Let op: hierin staat iets, maar het gaat niet mee: opmerking." in err


def test_a_file_without_headings_is_refused_and_nothing_of_it_is_said(run: Run, place: Path) -> None:
    values = list((GOOD | {"bsn": "999990019"}).values())
    path = place / "register.csv"
    path.write_bytes(as_csv([values, values]))
    status, out, err = run("import", str(path))
    assert (status, out) == (1, "")
    assert "Zet in de eerste rij boven elke kolom hoe die heet" in err
    assert not any(len(value) > 3 and value in err for value in values)


def test_some_rows_refused_is_status_two(run: Run, place: Path) -> None:
    path = file_of(place, {}, {"bsn": "999990018"}, {"gemeente": "Hengeloo"}, {"casustafel": "JOR"})
    status, out, err = run("import", path, "--json")
    report = json.loads(out)
    assert status == 2
    assert err == ""
    assert (report["accepted"], report["cases"], report["persons"], report["partners"]) == (1, 1, 1, 1)
    assert report["rejected"] == [
        {"line": 3, "column": "bsn", "reason": "BSN klopt niet volgens de elfproef."},
        {"line": 4, "column": "gemeente", "reason": "Gemeente Hengeloo onbekend. Bedoelt u Hengelo?"},
        {
            "line": 5,
            "column": "geboortedatum",
            "reason": "JOR is voor 12 tot en met 23 jaar; deze persoon was 33.",
        },
    ]
    assert numbers(place) == ["2024-0001"]


def test_accept_age_takes_them_all(run: Run, place: Path) -> None:
    status, out, _ = run("import", file_of(place, {"casustafel": "JOR"}), "--accept-age", "--json")
    assert (status, json.loads(out)["accepted"]) == (0, 1)


def test_a_dry_run_leaves_the_house_as_it_was(run: Run, place: Path) -> None:
    path = file_of(place, {}, {"bsn": "999990018"})
    status, out, _ = run("import", path, "--dry-run", "--json")
    assert (status, json.loads(out)["accepted"]) == (2, 1)
    assert numbers(place) == []


def test_nothing_to_take_over_is_status_one(run: Run, place: Path) -> None:
    status, out, _ = run("import", file_of(place, {"bsn": "999990018"}), "--json")
    assert (status, json.loads(out)["accepted"]) == (1, 0)


def test_words_for_a_person_hold_no_name(run: Run, place: Path) -> None:
    status, out, err = run("import", file_of(place, {}, {"gemeente": "Hengeloo", "bsn": "999990019"}))
    assert status == 2
    assert "Overgenomen: 1 casussen, 1 personen, 1 organisaties." in out
    assert "rij 3, gemeente: Gemeente Hengeloo onbekend. Bedoelt u Hengelo?" in out
    assert "Testveld" not in out + err
    assert "999990019" not in out + err


def test_a_mapping_file(run: Run, place: Path) -> None:
    (place / "m.json").write_text(
        json.dumps(
            {
                "columns": {"achternaam": None},
                "partners": {"Politie": {"domain": "veiligheid", "class": "lid 1"}},
            }
        ),
        encoding="utf-8",
    )
    assert run("import", file_of(place, {}), "--mapping", str(place / "m.json"), "--json")[0] == 0


def test_a_house_that_is_open_elsewhere_is_status_three(run: Run, place: Path) -> None:
    with hold(place / "twente"):
        status, out, err = run("import", file_of(place, {}), "--json")
    assert (status, out) == (3, "")
    assert err.strip()


def key(place: Path) -> list[str]:
    return ["--passphrase-file", str(place / "wachtzin")]


def wrong_key(place: Path) -> list[str]:
    (place / "fout").write_text("een andere wachtzin die niet past", encoding="utf-8")
    return ["--passphrase-file", str(place / "fout")]


def new(place: Path, *more: str) -> list[str]:
    return ["new", str(place / "n"), "--region", "empty", *more]


COMPLAINTS: dict[str, Callable[[Path], list[str]]] = {
    "wrong passphrase": lambda p: ["figures", "2023", "--house", str(p / "twente"), *wrong_key(p)],
    "no such house": lambda p: ["figures", "2023", "--house", str(p / "weg"), *key(p)],
    "no such file": lambda p: ["import", "weg.csv", "--house", str(p / "twente"), *key(p)],
    "not empty": lambda p: ["new", str(p / "twente"), "--region", "twente", *key(p)],
    "no passphrase file": lambda p: new(p, "--passphrase-file", "weg"),
    "an argument missing": lambda _: ["import", "x.csv"],
    "a year that is none": lambda p: ["figures", "vorig", "--house", str(p), *key(p)],
    "sheets in the house": lambda p: new(p, *key(p), "--recovery-dir", str(p / "n" / "b")),
    "sheets are there already": lambda p: new(p, *key(p), "--recovery-dir", str(p / "bladen")),
    "sheets without a new passphrase": lambda _: ["restore", "x.zip", "m", "--sheets", "a", "b"],
}


@pytest.mark.parametrize("name", COMPLAINTS)
def test_what_cannot_be_done_is_said_in_a_sentence_with_status_one(
    name: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(COMPLAINTS[name](place)) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.strip()
    assert not (place / "n").exists()


@pytest.fixture
def backup(run: Run, place: Path) -> Path:
    """A backup of the Twente house with one case."""
    assert run("import", file_of(place, {}))[0] == 0
    (place / "kopie").mkdir()
    with closing(opening.open_house(place / "twente", PASSPHRASE, os_keyring(), system_clock)) as desk:
        return make_backup(desk.engine, desk.key, place / "twente", place / "kopie", desk.today())


def test_restore_with_the_passphrase(backup: Path, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["restore", str(backup), str(place / "terug"), *key(place)]) == 0
    assert main(["figures", "2024", "--house", str(place / "terug"), *key(place), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["totals"]["aanmeldingen"] == 1


def test_restore_with_the_sheets_gives_a_new_passphrase(
    backup: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheets = [str(typed(place, number)) for number in (1, 2)]
    (place / "nieuw").write_text(NEW_PASSPHRASE, encoding="utf-8")
    arguments = ["restore", str(backup), str(place / "terug"), "--sheets", *sheets]
    assert main([*arguments, "--new-passphrase-file", str(place / "nieuw")]) == 0
    house = ["--house", str(place / "terug"), "--passphrase-file"]
    assert main(["figures", "2024", *house, str(place / "wachtzin")]) == 1
    assert main(["figures", "2024", *house, str(place / "nieuw")]) == 0


def test_a_restore_that_cannot_be_opened_leaves_nothing(backup: Path, place: Path) -> None:
    assert main(["restore", str(backup), str(place / "terug"), *wrong_key(place)]) == 1
    assert not (place / "terug").exists()


def typed(place: Path, number: int) -> Path:
    """What a person types over from the printed sheet: the rows of two groups of five."""
    with closing(PdfDocument(place / "bladen" / f"herstelblad-{number}.pdf")) as document:
        page = document[0]
        lines = page.get_textpage().get_text_range().splitlines()
    rows = [line for line in lines if len(line.split()) == 11 and max(map(len, line.split())) == 1]
    path = place / f"blad-{number}.txt"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_a_command_runs_without_qt(place: Path) -> None:
    """The child fails at once when anything imports Qt."""
    code = (
        "import sys\n"
        "sys.modules['PySide6'] = None\n"
        "from zvhdesk.__main__ import main\n"
        f"sys.exit(main(['figures', '2024', '--house', {str(place / 'twente')!r}, "
        f"'--passphrase-file', {str(place / 'wachtzin')!r}]))\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "Hengelo" in ended.stdout


def test_no_report_has_keys_nobody_agreed_on(run: Run, place: Path) -> None:
    _, out, _ = run("import", file_of(place, {}), "--dry-run", "--json")
    report: dict[str, Any] = json.loads(out)
    assert {"accepted", "rejected", "cases", "persons", "partners"} <= set(report)
