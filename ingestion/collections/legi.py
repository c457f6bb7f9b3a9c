"""The law as DILA publishes it: one article (LEGIARTI….xml), or an archive of the whole base or of a day's changes.

An archive (Freemium_legi_global_….tar.gz, LEGI_….tar.gz) is streamed twice, never unpacked: first for its lists of
suppressed files, which come after the articles, then for the articles. Memory stays flat.
"""

import gzip
import re
import tarfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from assistant.errors import ParseError
from ingestion.collections.scope import Scope
from ingestion.formats import suffix_of
from ingestion.parsers.dispatch import read_bytes
from ingestion.parsers.office import MAX_RATIO
from ingestion.records import Record, RecordError
from ingestion.records.legi import EmptyArticleError, read_article

MAX_ARTICLE = 16 * 1024 * 1024
MAX_LIST = 256 * 1024 * 1024
SUPPRESSION_LISTS = frozenset({"liste_suppression_legi.dat", "liste_suppression_legi_dossier.dat"})
ARTICLE_FILE = re.compile(r"LEGIARTI\d{12}\.xml$")
ARCHIVE_ERRORS = (tarfile.TarError, zlib.error, EOFError, OSError, ValueError, OverflowError)


def read(path: Path, scope: Scope) -> Iterator[Record | RecordError]:
    """The articles of a file or an archive; raises ParseError when it holds none."""
    if suffix_of(path.name) == ".xml":
        yield read_article(read_bytes(path), scope.kind)
        return
    try:
        suppressed = _suppressed(path)
        found = False
        for name, data in _members(path, wanted=lambda name: bool(ARTICLE_FILE.search(name)), limit=MAX_ARTICLE):
            found = True
            if not _is_suppressed(name, suppressed) and (article := _article(name, data, scope)):
                yield article
    except ARCHIVE_ERRORS as error:
        raise ParseError("archive .tar.gz endommagée") from error
    if not found and not suppressed:
        raise ParseError("archive .tar.gz sans article de la base LEGI : pour vos documents, refaites une archive .zip")


def _article(name: str, data: bytes | None, scope: Scope) -> Record | RecordError | None:
    """The article, why it cannot be read, or None for one that is published empty, as many repealed ones are."""
    member = PurePosixPath(name).name
    if data is None:
        return RecordError(member=member, reason="article démesuré : non lu")
    try:
        return read_article(data, scope.kind)
    except EmptyArticleError:
        return None
    except ParseError as error:
        return RecordError(member=member, reason=str(error))


class _Unzipped(gzip.GzipFile):
    """The archive unzipped as it is read; a header that announces gigabytes of name is refused, not loaded.

    ``tarfile``'s own stream mode («r|gz») would load it. Members are read in order, so this never goes back either.
    """

    def read(self, size: int | None = -1) -> bytes:
        if size is None or not 0 <= size <= MAX_LIST:
            raise tarfile.ReadError("block too large")
        return super().read(size)


def _members(path: Path, *, wanted: Callable[[str], bool], limit: int) -> Iterator[tuple[str, bytes | None]]:
    """The wanted files of an archive with their content, None for one beyond ``limit`` bytes."""
    allowed = MAX_RATIO * max(path.stat().st_size, 4096)
    with _Unzipped(path) as unzipped, tarfile.open(fileobj=unzipped, mode="r:") as archive:
        while (member := archive.next()) is not None:
            archive.members.clear()  # type: ignore[attr-defined] # or millions of them would stay in memory
            allowed -= member.size
            if allowed < 0:
                raise ParseError("archive refusée : son contenu décompressé est démesuré")
            if member.isfile() and wanted(member.name):
                stream = archive.extractfile(member)
                yield member.name, stream.read() if stream and member.size <= limit else None


def _suppressed(path: Path) -> frozenset[str]:
    """The files and folders that the lists of an archive withdraw, from «legi/» on, without suffix."""
    found: set[str] = set()
    for _, data in _members(path, wanted=lambda name: PurePosixPath(name).name in SUPPRESSION_LISTS, limit=MAX_LIST):
        lines = (data or b"").decode("ascii", errors="replace").splitlines()
        found.update(_place(line.removesuffix(" D").strip()) for line in lines if line.strip())
    return frozenset(found)


def _place(name: str) -> str:
    """The place of a file in the base: an archive of changes puts a dated folder before it."""
    at = name.find("legi/global/")
    return name[max(at, 0) :].removesuffix(".xml").rstrip("/")


def _is_suppressed(name: str, suppressed: frozenset[str]) -> bool:
    if not suppressed:
        return False
    place = PurePosixPath(_place(name))
    return str(place) in suppressed or any(str(folder) in suppressed for folder in place.parents)
