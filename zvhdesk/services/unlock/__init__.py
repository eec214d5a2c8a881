"""Opening a house: the vault, the keyring, the recovery sheets, and where a house may stand."""
