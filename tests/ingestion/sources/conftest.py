"""A local site, and settings that may ask it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.settings import Settings
from tests.ingestion.sources.aides_api import SECRET, Api, aid
from tests.ingestion.sources.site import Site, serving


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "REQUESTS_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as opened:
        yield opened


@pytest.fixture
def guarded(site: Site, tmp_path: Path) -> Settings:
    """Settings that refuse private addresses, with bounds small enough to be reached in a test."""
    return Settings(
        home=tmp_path / "home",
        fetch_ports=frozenset({80, 443, site.port}),
        fetch_timeout_seconds=1.0,
        fetch_max_megabytes=1,
    )


@pytest.fixture
def local(guarded: Settings) -> Settings:
    """The same, once an administrator has allowed private addresses."""
    return guarded.model_copy(update={"allow_private_addresses": True, "fetch_timeout_seconds": 10.0})


@pytest.fixture
def settings(local: Settings, site: Site) -> Settings:
    """Settings that read the aids of the local site."""
    return local.model_copy(
        update={"aides_territoires_url": site.url("/api"), "aides_territoires_token": SecretStr(SECRET)}
    )


@pytest.fixture
def api(site: Site) -> Api:
    """The API of the local site, with five aids on three pages."""
    return Api(site, aids=[aid(number) for number in range(1, 6)])
