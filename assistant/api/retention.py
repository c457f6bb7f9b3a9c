"""Purge the conversations while a server runs: when it starts, then every day."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

from assistant.agent import Assistant
from assistant.errors import JalonError

LOGGER = logging.getLogger(__name__)
DAY_SECONDS = 24 * 60 * 60


@asynccontextmanager
async def purged_daily(
    assistant: Assistant, *, then: Callable[[], None] = lambda: None, every_seconds: float = DAY_SECONDS
) -> AsyncIterator[None]:
    """Remove what is older than the retention setting, now and at intervals, for as long as the context lasts.

    ``then`` removes what hung on the conversations that are gone, whoever removed them.
    """
    await asyncio.to_thread(_purge, assistant, then)
    task = asyncio.create_task(_repeat(assistant, then, every_seconds))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _repeat(assistant: Assistant, then: Callable[[], None], every_seconds: float) -> None:
    while True:
        await asyncio.sleep(every_seconds)
        await asyncio.to_thread(_purge, assistant, then)


def _purge(assistant: Assistant, then: Callable[[], None]) -> None:
    """Purge once; a failure is logged, and the next day tries again."""
    try:
        purged = assistant.purge()
        then()
    except JalonError as error:
        LOGGER.warning("Purge des conversations impossible : %s", error)
        return
    if purged.conversations:
        LOGGER.warning("\n".join(purged.told))
