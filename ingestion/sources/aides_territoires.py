"""All the aids of the Aides-territoires API, as one file of records kept in the home.

The pages already read are kept for the day, so that an interrupted run goes on where it stopped. An aid leaves the file
only when a list read whole, and that did not change meanwhile, no longer holds it.
"""

import itertools
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from pydantic import JsonValue, ValidationError

from assistant.domain import Frozen
from ingestion.discovery import FoundFile
from ingestion.sources.aides_client import PER_PAGE, AidesTerritoiresClient, AidsPage
from ingestion.sources.failures import SourceError
from ingestion.sources.folder import SourceFolder

SOURCE = "Aides-territoires"
FILE = "aides-territoires.jsonl"
MOVED = "la liste des aides a changé pendant la lecture : aucune n'est retirée cette fois ; relancez plus tard"

RawAid = dict[str, JsonValue]


class AidsFile(Frozen):
    """The file of all aids, and what must be said of it."""

    file: FoundFile
    warning: str | None


class AidesTerritoires:
    """The set of aids: what the home holds of it, and how to bring it up to date."""

    def __init__(self, client: AidesTerritoiresClient, *, home: Path, today: date) -> None:
        self._client = client
        self.folder = SourceFolder(home, client.address)
        self._pages = f"pages-{today.isoformat()}-{PER_PAGE}"

    def standing(self) -> FoundFile | None:
        """The aids as last read whole, None when they never were."""
        return self._found() if (self.folder.path / FILE).is_file() else None

    def refresh(self, progress: Callable[[str], None]) -> AidsFile:
        """The aids as they are now.

        Raises PassingError or SourceError when a page cannot be read: those read before it are kept for the day.
        """
        for outdated in set(self.folder.path.glob("pages-*")) - {self.folder.path / self._pages}:
            shutil.rmtree(outdated, ignore_errors=True)
        aids: dict[str, RawAid] = {}
        counts: set[int | None] = set()
        for page in self._read():
            fresh = {_key(aid): aid for aid in page.results if _key(aid) not in aids}
            if page.results and not fresh:
                raise SourceError("l'API Aides-territoires rend deux fois la même page")
            aids.update(fresh)
            counts.add(page.count)
            progress(f"{SOURCE} : {len(aids)} aides lues" + (f" sur {page.count}" if page.count else ""))
        if not aids:
            raise SourceError(
                "l'API Aides-territoires ne rend aucune aide : celles de la dernière lecture sont gardées"
            )
        stable = counts in ({None}, {len(aids)})
        self._store(aids if stable else {**self._former(), **aids})
        shutil.rmtree(self.folder.path / self._pages, ignore_errors=True)
        return AidsFile(file=self._found(), warning=None if stable else MOVED)

    def _read(self) -> Iterator[AidsPage]:
        for number in itertools.count(1):
            page = self._kept(number)
            if page is None:
                page, content = self._client.page(number)
                self.folder.write(f"{self._pages}/{number:04}.json", content)
            yield page
            if page.next is None or not page.results:
                return

    def _kept(self, number: int) -> AidsPage | None:
        """A page read earlier today by a run that was interrupted."""
        try:
            content = (self.folder.path / self._pages / f"{number:04}.json").read_bytes()
            return AidsPage.model_validate_json(content)
        except (OSError, ValidationError):
            return None

    def _former(self) -> dict[str, RawAid]:
        try:
            lines = (self.folder.path / FILE).read_bytes().splitlines()
            return {_key(aid): aid for aid in map(json.loads, lines)}
        except (FileNotFoundError, ValueError):  # it was never read, or not left as it was
            return {}

    def _store(self, aids: dict[str, RawAid]) -> None:
        lines = (json.dumps(aids[key], ensure_ascii=False) for key in sorted(aids))
        self.folder.write(FILE, "".join(f"{line}\n" for line in lines).encode())

    def _found(self) -> FoundFile:
        return FoundFile(path=self.folder.path / FILE, root=self.folder.path, source=SOURCE)


def _key(aid: RawAid) -> str:
    """What identifies an aid; a record that has neither slug nor id is named by its content, to be reported."""
    return str(aid.get("slug") or aid.get("id") or json.dumps(aid, sort_keys=True))
