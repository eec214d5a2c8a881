"""The address of a server as a person types it."""

from urllib.parse import urlsplit

_HERE = frozenset({"127.0.0.1", "localhost", "::1"})
_EMPTY = "Vul het adres van de server in, bijvoorbeeld https://zvh.voorbeeld.nl."
_NONE = "Dit is geen adres van een server. Het ziet eruit als https://zvh.voorbeeld.nl."
_OPEN = "Gebruik https. Zonder slotje (http) mag alleen op deze computer zelf (127.0.0.1)."


def tidy_address(typed: str) -> str:
    """With https before it when nothing stands there, and without a slash at the end."""
    text = typed.strip()
    return (text if not text or "://" in text else f"https://{text}").rstrip("/")


def wrong_address(typed: str) -> str:
    """What is wrong with it, in a sentence; empty when it can be an address."""
    text = tidy_address(typed)
    if not text:
        return _EMPTY
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return _NONE
    if parts.scheme not in ("http", "https") or not host or any(sign.isspace() for sign in text):
        return _NONE
    if parts.username or parts.path or parts.query or parts.fragment:
        return _NONE
    return _OPEN if parts.scheme == "http" and host not in _HERE else ""
