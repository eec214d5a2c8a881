"""Where a house stands unless the user chooses."""

from pathlib import Path
from typing import Final

from platformdirs import user_data_path


def default_folder() -> Path:
    """%LOCALAPPDATA%, XDG_DATA_HOME or Application Support: never a folder that roams or is synced."""
    return user_data_path("zvhdesk", appauthor=False, roaming=False) / "huis"


APART: Final = "cter"
"""Within the folder of a house: the folder of its other dossiercompartiment, with its own vault and file."""


def folder_of(house: Path, *, apart: bool) -> Path:
    """Where vault and database stand. The lock is that of the house, so that never both are open."""
    return house / APART if apart else house
