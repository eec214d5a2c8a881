"""What the administrator does at the command line: backup, putting one back, checking."""

import os
import shutil
import socket
import ssl
import subprocess
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from sqlalchemy import insert, select, text

from tests.agreeing.conftest import ROOT, command, in_this_process, places_named, serving
from tests.agreeing.serving.houses import House
from tests.agreeing.serving.test_envelopes import why
from zvhdesk.wire.encoding import to_text
from zvhserver.app import system_clock
from zvhserver.cli.main import main
from zvhserver.cli.running import listening_at
from zvhserver.limiting import Tries
from zvhserver.store.engine import Store, open_store
from zvhserver.store.tables import gone, stream_key


def run(*words: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command(*words), capture_output=True, text=True, check=False, cwd=ROOT, env=environment
    )


def store_of(folder: Path) -> Store:
    return open_store(places_named(("--data", str(folder))))


def founded(url: str, code: str) -> House:
    house = House(httpx.Client(base_url=url, timeout=20))
    assert house.found(code).status_code == 201
    return house


def test_a_backup_put_back_is_made_whole_by_the_desks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The desks are the newest backup (SYNC.md A.1, 21): 0 lost."""
    data, copy = tmp_path / "data", tmp_path / "copy"
    assert main(["house", "add", "--data", str(data)]) == 0
    code = capsys.readouterr().out.strip()
    with serving(("--data", str(data)), tmp_path / "log") as running:
        house = founded(running.url, code)
        house.writer.says(house.comp, b"before")
        assert main(["backup", "--data", str(data), "--to", str(copy)]) == 0
        for word in (b"after one", b"after two"):
            house.writer.says(house.comp, word)
        whole = house.reader.pull(house.comp).json()
        house.client.close()
    assert main(["restore", "--data", str(copy), "--begin"]) == 0
    with serving(("--data", str(copy)), tmp_path / "log") as running:
        path = f"/v1/c/{to_text(house.comp)}"
        house.client = httpx.Client(base_url=running.url, timeout=20)
        for dev in house.devices:
            dev.client, dev.token = house.client, ""
        assert why(house.writer.push(house.comp, house.writer.made(house.comp)))[:2] == (503, "restore")
        assert house.reader.pull(house.comp).json()["head"]["seq"] == 4
        cut = [whole["items"][-1]]
        assert why(house.reader.call("POST", f"{path}/restore", {"items": cut})) == (409, "gap", 5)
        for _ in range(2):
            back = house.reader.call("POST", f"{path}/restore", {"items": whole["items"]})
            assert back.json() == whole["head"]
        assert main(["restore", "--data", str(copy), "--check"]) == 0
        assert "restore  head 6" in capsys.readouterr().out
        assert main(["restore", "--data", str(copy), "--open"]) == 0
        assert house.reader.pull(house.comp).json() == whole
        assert house.writer.says(house.comp).status_code == 200
        house.client.close()
    checked = run("check", "--data", str(copy))
    assert (checked.returncode, checked.stdout) == (0, "1 compartments, 7 envelopes, 0 faults.\n")


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE envelope SET ct = x'00' WHERE seq = 4",
        "UPDATE envelope SET recv_ms = recv_ms + 1 WHERE seq = 4",
        "DELETE FROM envelope WHERE seq = 4",
        "UPDATE envelope SET chain = zeroblob(32) WHERE seq = 5",
        "UPDATE compartment SET head_seq = 4",
    ],
)
def test_check_finds_what_was_changed_in_the_tables(
    history: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], edit: str
) -> None:
    data = tmp_path / "data"
    shutil.copytree(history, data)
    assert main(["check", "--data", str(data)]) == 0
    store = store_of(data)
    with store.write() as connection:
        connection.execute(text(edit))
    store.close()
    assert main(["check", "--data", str(data)]) == 1
    assert not capsys.readouterr().out.endswith(" 0 faults.\n")


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a server that was stopped, with five envelopes."""
    data = tmp_path_factory.mktemp("history")
    with in_this_process(store_of(data), Tries(), system_clock()) as at:
        house = at.house()
        house.writer.says(house.comp)
        house.writer.says(house.comp)
    return data


def test_one_process_serves_a_folder_and_the_next_one_is_told(tmp_path: Path) -> None:
    """Killed, it leaves nothing behind that keeps the next one out."""
    places = ("--data", str(tmp_path / "data"))
    with serving(places, tmp_path / "log") as first:
        second = run("run", *places, "--port", "0")
        assert (second.returncode, second.stdout) == (3, "")
        assert second.stderr == "Another zvhserver serves that folder already.\n"
        first.process.kill()
        first.process.wait(20)
        with serving(places, tmp_path / "log") as third:
            assert third.url.startswith("http://")


def test_a_backup_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, copy = tmp_path / "data", tmp_path / "copy"
    data.mkdir()
    store_of(data).close()
    words = ["backup", "--data", str(data), "--to", str(copy)]
    assert main(words) == 0
    before = {path.name: path.read_bytes() for path in copy.iterdir()}
    assert set(before) == {"server.db", "keys.db"}
    assert {path.stat().st_mode & 0o077 for path in [copy, *copy.iterdir(), *data.iterdir()]} == {0}
    assert main(words) == 1
    assert "nothing was written" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in copy.iterdir()} == before


URL = "postgresql+psycopg://who:geheim@127.0.0.1:1/"


@pytest.mark.parametrize(
    "words,status",
    [
        (["run"], 2),
        (["run", "--data", "x", "--database", URL], 2),
        (["run", "--database", URL], 2),
        (["run", "--database", "mysql://h/a", "--keys-database", "mysql://h/b"], 2),
        (["run", "--database", URL, "--keys-database", URL], 2),
        (["run", "--data", "x", "--host", "0.0.0.0"], 2),
        (["run", "--data", "x", "--tls-cert", "c.pem"], 2),
        (["run", "--data", "x", "--port", "0", "--tls-cert", "c.pem", "--tls-key", "k.pem"], 1),
        (["run", "--data", "x", "--port", "99999"], 1),
        (["run", "--data", "/proc/self/cmdline", "--port", "0"], 1),
        (["house", "add", "--data", "/proc/nowhere"], 1),
        (["check", "--data", "x"], 1),
        (["restore", "--data", "x", "--open"], 1),
        (["backup", "--data", "x", "--to", "y"], 1),
        (["backup", "--database", URL + "a", "--keys-database", URL + "b", "--to", "y"], 2),
        (["check", "--database", URL + "a", "--keys-database", URL + "b"], 1),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    words: list[str], status: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And nothing is made that looks as if it had been; an address may hold a password."""
    assert main([str(tmp_path / word) if word in {"x", "y"} else word for word in words]) == status
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "geheim" not in said.err
    assert not list(tmp_path.glob("*/*.db"))


def test_two_secrets_that_a_backup_brought_back_do_not_stay(tmp_path: Path) -> None:
    """The two databases may be put back as of two moments: what is gone in one has no secret in the other."""
    store = store_of(tmp_path)
    with store.write() as connection:
        connection.execute(insert(gone).values(comp=b"c" * 16, stream=b"1" * 16, n=1, message=b"{}"))
    with store.write_keys() as connection:
        for n in (1, 2):
            values = {"comp": b"c" * 16, "stream": b"%d" % n * 16, "epoch": 1, "n": n, "box": b"b"}
            connection.execute(insert(stream_key).values(values))
    assert main(["restore", "--data", str(tmp_path), "--begin"]) == 0
    with store.read_keys() as connection:
        assert connection.scalars(select(stream_key.c.stream)).all() == [b"2" * 16]
    store.close()


def test_own_certificate_and_nothing_older_than_tls_1_3(tmp_path: Path) -> None:
    cert, key = self_signed(tmp_path)
    words = ("--tls-cert", str(cert), "--tls-key", str(key))
    with serving(("--data", str(tmp_path)), tmp_path / "log", *words) as running:
        assert running.url.startswith("https://")
        trusting = ssl.create_default_context(cafile=str(cert))
        with httpx.Client(base_url=running.url, verify=trusting) as client:
            assert client.get("/health").json()["ok"] is True
        trusting.maximum_version = ssl.TLSVersion.TLSv1_2
        with httpx.Client(base_url=running.url, verify=trusting) as client, pytest.raises(httpx.ConnectError):
            client.get("/health")


def test_an_answer_is_not_held_back_by_the_network() -> None:
    """Asyncio turns Nagle's delay off only for a socket that says that it is TCP; else each answer waits."""
    with listening_at("127.0.0.1", 0) as listening:
        assert listening.proto == socket.IPPROTO_TCP


def self_signed(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 and its key."""
    key = Ed25519PrivateKey.generate()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "zvhserver")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, None)
    )  # fmt: skip
    cert, secret = folder / "c.pem", folder / "k.pem"
    cert.write_bytes(made.public_bytes(Encoding.PEM))
    secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return cert, secret
