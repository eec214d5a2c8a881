"""What the certificate of a server is held against."""

import ssl

import pytest

from zvhdesk.sync.sockets import trust_for


@pytest.mark.parametrize("address", ["https://zvh.example.nl", "http://127.0.0.1:8000"])
def test_no_certificate_is_taken_unseen(address: str) -> None:
    trust = trust_for(address)
    assert trust.verify_mode is ssl.CERT_REQUIRED
    assert trust.check_hostname


def test_without_an_authority_of_its_own_the_system_says_who_is_trusted() -> None:
    assert trust_for("https://zvh.example.nl").cert_store_stats() == (
        ssl.create_default_context().cert_store_stats()
    )


def test_where_no_certificate_is_shown_nobody_is_trusted() -> None:
    assert trust_for("http://127.0.0.1:8000").cert_store_stats()["x509_ca"] == 0


def test_what_is_no_certificate_is_refused() -> None:
    for address in ("https://zvh.example.nl", "http://127.0.0.1:8000"):
        with pytest.raises(ssl.SSLError):
            trust_for(address, "geen certificaat")
