"""The command line of the server, for the administrator of a house's machine room (docs/beheer.md)."""
