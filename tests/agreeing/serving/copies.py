"""The databases of a server, with backups that are made and put back by the very lines of docs/beheer.md."""

import os
import re
import shlex
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, insert, make_url, select

from tests.agreeing.serving.postgres import ROLE, Cluster
from zvhserver.acts.keys import RECOVERY
from zvhserver.cli.main import main as zvhserver
from zvhserver.store import tables as t
from zvhserver.store.engine import Store

TEXT = (Path(__file__).resolve().parents[3] / "docs" / "beheer.md").read_text("utf-8")


def give_keys(store: Store) -> None:
    """A box for recovery and a secret for each stream, where there is none: no desk made this house."""
    with store.read() as main, store.read_keys() as keys:
        c, b, e, k = t.compartment.c, t.key_box.c, t.envelope.c, t.stream_key.c
        parts = main.execute(select(c.house, c.id, c.epoch)).all()
        boxed = set(main.execute(select(b.house, b.comp, b.epoch).where(b.dev == RECOVERY)))
        streams = main.execute(select(e.house, e.comp, e.stream).distinct()).all()
        kept = set(keys.execute(select(k.house, k.comp, k.stream)))
        last = keys.scalar(select(func.max(t.stream_key.c.n))) or 0
    with store.write() as main:
        for house, comp, epoch in set(parts) - boxed:
            of = {"house": house, "comp": comp, "epoch": epoch}
            main.execute(insert(t.key_box).values(**of, dev=RECOVERY, box=b"box"))
    with store.write_keys() as keys:
        for n, (house, comp, stream) in enumerate(sorted(set(streams) - kept), last + 1):
            of = {"house": house, "comp": comp, "stream": stream}
            keys.execute(insert(t.stream_key).values(**of, epoch=1, n=n, box=b"box"))


def block(words: str, text: str = TEXT) -> list[str]:
    """The lines of the first indented block below these words in the manual, or in a part of it."""
    found = re.search(r"\n\n((?:[ ]{4,}\S.*\n)+)", text[text.index(words) :])
    assert found is not None
    return [line.strip() for line in found[1].splitlines()]


@dataclass
class Databases:
    """Both databases of one server, which may be put back when it does not run; `words` name them."""

    folder: Path
    cluster: Cluster | None = None
    _names: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.cluster is not None:
            for name in ("zvh", "zvh_keys"):
                self._names[name] = str(make_url(self.cluster.database()).database)
        else:
            self._data.mkdir(parents=True, exist_ok=True)

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def backups(self) -> Path:
        """A folder for each backup."""
        return self.folder / "backups"

    @property
    def words(self) -> tuple[str, ...]:
        """As the command line has them."""
        if self.cluster is None:
            return "--data", str(self._data)
        main, keys = (
            f"postgresql+psycopg://{ROLE}@/{self._names[name]}?host={self.cluster.folder}"
            for name in ("zvh", "zvh_keys")
        )
        return "--database", main, "--keys-database", keys

    @property
    def keys_name(self) -> str:
        """What the secrets of streams are called in a backup."""
        return "keys.db" if self.cluster is None else "keys.dump"

    def backup(self, name: str) -> Path:
        """The folder of a new backup; what is too old to keep is gone."""
        for line in block("For one folder, in a" if self.cluster is None else "For PostgreSQL, in a timer"):
            self._run(line.replace("$(date +%F)", name), ROLE)
        return self.backups / name

    def aged(self, name: str, days: int) -> Path:
        """That backup was made so many days ago, a minute later in its day than the clean-up of today."""
        then = time.time() - timedelta(days=days, minutes=-1).total_seconds()
        for file in (self.backups / name).iterdir():
            os.utime(file, (then, then))
        return self.backups / name

    def secrets_in(self, name: str) -> bool:
        """Whether that backup still has the secrets of streams."""
        return (self.backups / name / self.keys_name).exists()

    def put_back(self, main: Path, keys: Path | None) -> None:
        """These two backups stand where the databases were; without `keys` the secrets stay as they are."""
        found = {"zvh": main, **({} if keys is None else {"zvh_keys": keys})}
        for name, backup in found.items():
            file = "server.db" if name == "zvh" else "keys.db"
            if self.cluster is None:
                for ending in ("-wal", "-shm"):
                    (self._data / f"{file}{ending}").unlink(missing_ok=True)
                shutil.copy(backup / file, self._data / file)
                continue
            dump = "main.dump" if name == "zvh" else "keys.dump"
            for line in block("and the same for `zvh_keys`"):
                own = line.replace("zvh main.dump", f"zvh {backup / dump}")
                _, _, user, what = own.split(" ", 3)  # sudo -u USER: whose the tables are depends on it
                assert own.startswith("sudo -u ")
                self._run(re.sub(r"\bzvh\b(?=$| )", name, what), user)

    def _run(self, line: str, user: str) -> None:
        line = line.replace("/var/lib/zvhserver", str(self._data)).replace("/backup/zvh", str(self.backups))
        for name, real in self._names.items():
            line = re.sub(rf"(?<= ){name}(?=$| )", real, line)
        if line.startswith("zvhserver "):
            assert zvhserver(shlex.split(line)[1:]) == 0
            return
        environment = {} if self.cluster is None else {**self.cluster.environment, "PGUSER": user}
        subprocess.run(["/bin/sh", "-c", line], check=True, env=environment or None)
