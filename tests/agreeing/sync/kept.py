"""A house of two desks as it stood when its tests begin, put down anew for each of them.

To found a house and let a second desk in takes nine passes, and has tests of its own. Here it is done once:
a test gets copies of both desks, and the server has of that house what it had then.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from typing import Generic, TypeVar

from tests.agreeing.central import Central
from tests.agreeing.lying.shelf import Rows, Shelf
from tests.agreeing.sync.desks import Station, found, join, station
from tests.worlds import small_house
from zvhserver.store.engine import Store

T = TypeVar("T")


@dataclass(frozen=True)
class Kept(Generic[T]):
    """The folders of its desks and the rows at the server; `about` is what its tests have to know of it."""

    first: Path
    second: Path
    house: bytes
    rows: Rows
    about: T

    @contextmanager
    def again(self, folder: Path, central: Central) -> Iterator[tuple[Station, Station]]:
        """Both desks in this folder, as they were, logged in."""
        with self.put_down(folder, central.url, central.store) as both:
            for one in both:
                one.server.log_in(one.me)
            yield both

    @contextmanager
    def put_down(self, folder: Path, url: str, store: Store) -> Iterator[tuple[Station, Station]]:
        """The same at any server: it may never have heard of them, or not run yet."""
        Shelf(store, self.house).put(self.rows)
        places = [Path(copytree(one, folder / name)) for one, name in ((self.first, "a"), (self.second, "b"))]
        with (
            closing(station(places[0], url, made=True)) as first,
            closing(station(places[1], url, made=True)) as second,
        ):
            yield first, second


def keep(store: Store, first: Station, second: Station, about: T) -> Kept[T]:
    """As they stand now; both are closed."""
    house = first.me.house
    for one in (first, second):
        one.close()
    return Kept(first.desk.folder, second.desk.folder, house, Shelf(store, house).read(), about)


@dataclass(frozen=True)
class Small:
    """The ids of a small house whose second desk has joined, for this user."""

    case: str
    case_stream: str
    user: bytes


def small_pair(central: Central, folder: Path, user: bytes) -> Kept[Small]:
    """A small house at the server, and a second desk that has joined it."""
    first, second = (station(folder / name, central.url) for name in ("a", "b"))
    small = small_house(first.desk)
    found(first, central.new_code())
    join(first, second, user)
    for one in (first, second):
        one.exchange()
    return keep(central.store, first, second, Small(small.case_id, small.case_stream, user))
