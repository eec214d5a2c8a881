"""What a person answered at the first start."""

from dataclasses import dataclass
from typing import Literal

RegionChoice = Literal["drenthe", "twente", "empty"]
"""As services.regions.Region; said again here so that this stays free of the store."""


@dataclass(frozen=True, slots=True)
class SetupAnswers:
    """Everything of the set-up but the passphrase, which goes to the vault and nowhere else.

    `municipalities` are codes as GM0164. `backup_folder` is empty when it is chosen later.
    `user_role` and `process_manager_label` are Dutch words as the house uses them.
    """

    house_name: str
    region: RegionChoice
    process_manager_label: str
    work_areas: tuple[str, ...]
    municipalities: tuple[str, ...]
    user_name: str
    user_initials: str
    user_role: str
    backup_folder: str
