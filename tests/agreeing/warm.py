"""What a server does the first time it is spoken to, done once where servers are forked.

Each then begins with its statements compiled and its protocol loaded, as one that has run for a while. They
are compiled by the same code as ever; a tenth of a second for each server that a test starts went to it.
"""

import tempfile
import threading
from pathlib import Path

from tests import statements
from tests.agreeing.servers import ENOUGH, in_this_process
from zvhdesk.wire.encoding import to_text
from zvhserver.app import system_clock
from zvhserver.store.engine import Places, open_store


def ready() -> None:
    """Serve a house on SQLite: it is founded, writes, and is read. No thread and no file of it stays."""
    statements.share()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Places.in_folder(Path(folder)))
        with in_this_process(store, ENOUGH, system_clock()) as here:
            house = here.house()
            comp = f"/v1/c/{to_text(house.comp)}"
            for answer in (
                house.writer.says(house.comp),
                house.reader.pull(house.comp),
                house.reader.call("GET", "/v1/heads"),
                house.reader.call("GET", "/v1/roster"),
                house.reader.call("GET", f"{comp}/streams/keys"),
                house.reader.call("GET", f"{comp}/destroyed"),
            ):
                assert answer.status_code == 200, answer.url.path
    alone()


def alone() -> None:
    """Until no other thread runs: a fork has only the one that made it."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(20)
