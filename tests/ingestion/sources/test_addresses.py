"""Which addresses may be asked."""

import pytest

from assistant.errors import InputError
from ingestion import is_remote
from ingestion.sources.addresses import is_public, page_url

PORTS = frozenset({80, 443})


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "192.88.99.1",
        "::1", "::", "fe80::1", "fe80::1%2", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1",
        "::ffff:8.8.8.8", "::ffff:10.0.0.1", "::127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b:1::1",
        "2001:0:7f00:1::",
    ],
)  # fmt: skip
def test_an_address_inside_a_network_or_that_may_lead_there_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "185.24.184.1", "2a00:1450::1", "2001:4860:4860::8888"])
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("file:///etc/passwd", "seules les adresses http:// et https://"),
        ("ftp://exemple.fr/doc.pdf", "seules les adresses http:// et https://"),
        ("https:///sans-site", "ne nomme aucun site"),
        ("https://agent:secret@exemple.fr/", "identifiant ou un mot de passe"),
        ("https://exemple.fr:6379/", "le port 6379 n'est pas autorisé"),
        ("https://exemple.fr:port/", "mal formée"),
        ("https://agent:secret@exemple.fr:port/", "« https://exemple.fr:port/ » est mal formée"),
        ("https://[::1/", "mal formée"),
    ],
)
def test_an_address_of_a_form_that_may_never_be_asked_is_wrong_usage(address: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as raised:
        page_url(address, ports=PORTS)
    assert "secret" not in str(raised.value)


def test_the_fragment_of_an_address_is_not_part_of_the_page() -> None:
    assert str(page_url("https://exemple.fr/a#section", ports=PORTS)) == "https://exemple.fr/a"


def test_urls_and_the_name_of_the_api_are_told_from_paths() -> None:
    remote = ["https://exemple.fr/a.pdf", "HTTP://exemple.fr", "file:///x", "aides-territoires"]
    paths = ["./aides-territoires", "documents/aides", "C:\\documents", "notes.txt"]
    assert [is_remote(source) for source in (*remote, *paths)] == [True] * 4 + [False] * 4
