"""A real server over the demonstration corpus, and the official client of OpenAI."""

from collections.abc import Iterator

import pytest
from openai import OpenAI

from assistant.settings import Settings
from tests.served import served


@pytest.fixture
def address(settings: Settings) -> Iterator[str]:
    with served(settings) as opened:
        yield opened


@pytest.fixture
def client(address: str) -> Iterator[OpenAI]:
    with OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0) as opened:
        yield opened
