"""A desk that was set aside counts as a copy for the compartment whose desk it is, and for no other."""

from tests.apart.conftest import Made
from zvhdesk.services import aside_folders
from zvhdesk.services.desk import Desk
from zvhdesk.services.unlock.vault_file import VAULT_NAME


def test_each_compartment_waits_for_its_own(pair: Made, cter: Desk, regular: Desk) -> None:
    named = {"": "huis-opzij-2026-03-09", "cter": "huis-opzij-2026-03-10"}
    places = {part: pair.folder.with_name(name) for part, name in named.items()}
    for part, place in places.items():
        (place / part).mkdir(parents=True)
        (place / part / VAULT_NAME).write_text("{}")
    assert aside_folders.held(regular) == (str(places[""]),)
    assert aside_folders.held(cter) == (str(places["cter"]),)
