"""Stems and normalisation hold when many threads read at once, as the tools of one answer do."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import snowballstemmer

from assistant.language import content_stems, normalise, stop_words
from assistant.language.text import OWN_STEMS
from tests.conftest import SAMPLES


def words_of(folder: Path) -> list[str]:
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.md")))
    return sorted({word for text in texts for word in normalise(text).split() if len(word) > 1})


def test_what_stands_alone_is_not_what_is_insulated() -> None:
    assert content_stems("un site isolé, des communes isolées") == ("sit", "isole", "commun", "isole")
    assert content_stems("isoler la mairie, l'isolation, un isolant") == ("isol", "mair", "isol", "isol")


def test_threads_that_stem_at_once_get_the_stems_of_one_alone() -> None:
    words = [word for word in words_of(SAMPLES) if word not in stop_words() and word not in OWN_STEMS]
    alone = snowballstemmer.stemmer("french")
    expected = [(alone.stemWord(word),) for word in words]
    with ThreadPoolExecutor(max_workers=8) as threads:
        answers = [threads.submit(lambda: [content_stems(word) for word in words]) for _ in range(8)]
        assert all(answer.result() == expected for answer in answers)
