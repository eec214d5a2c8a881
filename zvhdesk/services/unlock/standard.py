"""Where a house stands unless the user chooses."""

from pathlib import Path

from platformdirs import user_data_path


def default_folder() -> Path:
    """%LOCALAPPDATA%, XDG_DATA_HOME or Application Support: never a folder that roams or is synced."""
    return user_data_path("zvhdesk", appauthor=False, roaming=False) / "huis"
