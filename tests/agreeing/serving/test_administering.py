"""What the administrator does at the command line: backup, putting one back, checking."""

import os
import socket
import ssl
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import httpx
import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.agreeing.servers import ROOT, Running, command, places_named, serving
from tests.agreeing.serving.houses import House
from tests.agreeing.serving.postgres import Cluster
from zvhserver.cli.main import main
from zvhserver.cli.running import listening_at
from zvhserver.store.engine import Store, open_store


def run(*words: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command(*words), capture_output=True, text=True, check=False, cwd=ROOT, env=environment
    )


def store_of(folder: Path) -> Store:
    return open_store(places_named(("--data", str(folder))))


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
        (["house", "schema", "--data", "x"], 1),
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


def test_one_database_under_two_addresses_is_refused(
    cluster: Cluster, capsys: pytest.CaptureFixture[str]
) -> None:
    """However they are written; and nothing of the secrets is made in it."""
    url = cluster.database()
    for _ in range(2):
        words = ["--database", url, "--keys-database", f"{url}&application_name=keys"]
        assert main(["house", "add", *words]) == 1
        assert capsys.readouterr().err == (
            "Both addresses lead to one database. The secrets need one of their own.\n"
        )
    with psycopg.connect(url.replace("postgresql+psycopg", "postgresql")) as connection:
        assert connection.execute("SELECT to_regclass('stream_key')").fetchone() == (None,)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, ssl.SSLContext]]:
    """A server with its own certificate that believes a proxy at 127.0.0.1, and who trusts it."""
    folder = tmp_path_factory.mktemp("guarded")
    cert, key = self_signed(folder)
    words = (
        "--tls-cert",
        str(cert),
        "--tls-key",
        str(key),
        "--behind-proxy",
        "127.0.0.1",
        "--join-tries",
        "1",
    )
    with serving(("--data", str(folder)), folder / "log", *words) as running:
        yield running, ssl.create_default_context(cafile=str(cert))


def test_own_certificate_and_nothing_older_than_tls_1_3(guarded: tuple[Running, ssl.SSLContext]) -> None:
    running, trusting = guarded
    assert running.url.startswith("https://")
    with httpx.Client(base_url=running.url, verify=trusting) as client:
        assert client.get("/health").json()["ok"] is True
    old = ssl.create_default_context()
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    with httpx.Client(base_url=running.url, verify=old) as client, pytest.raises(httpx.ConnectError):
        client.get("/health")


def test_limits_count_whom_the_proxy_names_and_nobody_else_names_another(
    guarded: tuple[Running, ssl.SSLContext],
) -> None:
    """One try to join for each address. Who comes past the proxy counts by its own, whatever it says."""
    running, trusting = guarded

    def tried(at: str, *named: str) -> list[int]:
        transport = httpx.HTTPTransport(verify=trusting, local_address=at)
        with httpx.Client(base_url=running.url, transport=transport) as client:
            house = House(client)
            body = {"code": "GERADEN", "entries": [house.entry(house.first)]}
            asked = [client.post("/v1/houses", json=body, headers={"x-forwarded-for": one}) for one in named]
        return [one.status_code for one in asked]

    assert tried("127.0.0.1", "192.0.2.1", "192.0.2.1", "192.0.2.2") == [404, 429, 404]
    assert tried("127.0.0.2", "192.0.2.3", "192.0.2.4") == [404, 429]
    assert tried("127.0.0.1", "192.0.2.5, 192.0.2.1") == [429], "the last one is whom the proxy saw"


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
