"""What stands behind the first window and is no screen: services, agreeing, the demo house.

It is the larger part of what is loaded then, and the part that a lane may load (loading.py).
"""

import pkgutil
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from types import ModuleType

from zvhdesk import demo, services, sync


def load() -> None:
    """Load all of it."""
    for package in (services, sync, demo):
        for name in modules_of(package):
            load_early(name)


def modules_of(package: ModuleType) -> Iterator[str]:
    """The names of all modules in a package."""
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield found.name


def load_early(name: str) -> None:
    """Load a module before anybody asks for it. One that is not for this system is not: nobody will ask."""
    with suppress(ImportError):
        import_module(name)
