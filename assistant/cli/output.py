"""What the command line writes: one JSON document or French text on stdout, progress and errors on stderr."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

from assistant.errors import InputError, JalonError, reason_of

if TYPE_CHECKING:
    from assistant.agent.conversations import Purged
    from assistant.storage import KnowledgeStore

FAILED, WRONG_USAGE = 1, 2
EMPTY_INDEX = (
    "L'index est vide : lancez « jalon ingest DOSSIER » pour indexer vos documents, ou « jalon demo » pour essayer."
)


def print_json(value: Any) -> None:
    """One JSON document, and nothing else, on stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def say(text: str = "") -> None:
    """A line on stdout."""
    typer.echo(text)


def tell(text: str) -> None:
    """A line of progress on stderr."""
    typer.echo(text, err=True)


def tell_if_empty(store: "KnowledgeStore") -> None:
    """Say on stderr that nothing is indexed, and what to do."""
    if not store.passage_count():
        tell(EMPTY_INDEX)


def tell_purged(purged: "Purged") -> None:
    """Say on stderr which conversations the retention setting has just removed, if any."""
    if purged.conversations:
        tell("\n".join(purged.told))


@contextmanager
def explained() -> Iterator[None]:
    """Turn errors into a French sentence and an exit code; no stack trace reaches the user."""
    try:
        yield
    except InputError as error:
        tell(f"Erreur : {error}")
        raise typer.Exit(WRONG_USAGE) from error
    except JalonError as error:
        tell(f"Erreur : {error}")
        raise typer.Exit(FAILED) from error
    except BrokenPipeError as error:
        raise typer.Exit(FAILED) from error
    except OSError as error:
        tell(f"Erreur : « {error.filename or 'système'} » : {reason_of(error)}.")
        raise typer.Exit(FAILED) from error
