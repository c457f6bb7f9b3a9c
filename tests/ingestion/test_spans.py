"""Whatever the format, blocks and passages are spans of the text: a citation opens exactly what was read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import DocumentKind
from assistant.territories import load_territories
from benchmarks.hostile.seeds import seeds
from ingestion.chunking import chunk
from ingestion.collections import Record, is_collection, read_collection
from ingestion.discovery import FoundFile
from ingestion.documents import document_of_record, document_of_text
from ingestion.formats import COLLECTIONS, PARSERS
from ingestion.parsers import BlockKind, ParsedText, TextBuilder, parse_file

TERRITORIES = load_territories()
ALIKE = {".htm": ".html", ".markdown": ".md", ".tsv": ".csv", ".ndjson": ".jsonl"}
GZIPPED = {".jsonl.gz", ".json.gz"}


def check(parsed: ParsedText) -> None:
    """Blocks are in order, disjoint, not padded, and hold all that is not white space."""
    end = 0
    for block in parsed.blocks:
        assert not parsed.text[end : block.start].strip()
        words = parsed.text[block.start : block.end]
        assert words == words.strip() != ""
        end = block.end
    assert not parsed.text[end:].strip()


def test_there_is_a_sound_file_of_each_format() -> None:
    assert {ALIKE.get(suffix, suffix) for suffix in {*PARSERS, *COLLECTIONS} - GZIPPED} <= set(seeds())


@pytest.mark.parametrize("suffix", sorted(seeds()))
def test_the_blocks_and_passages_of_every_format_are_spans_of_its_text(tmp_path: Path, suffix: str) -> None:
    for number, data in enumerate(seeds()[suffix]):
        path = tmp_path / f"{number}{suffix}"
        path.write_bytes(data)
        file = FoundFile(path=path, root=tmp_path, source=path.name)
        if is_collection(path):
            found = [one for one in read_collection(file, None) if isinstance(one, Record)]
            assert found
            documents = [document_of_record(file, record, TERRITORIES) for record in found]
            texts = [record.parsed for record in found]
        else:
            texts = [parse_file(path)]
            documents = [document_of_text(file, texts[0], DocumentKind.PROJECT, TERRITORIES)]
        for parsed, made in zip(texts, documents, strict=True):
            check(parsed)
            for passage in made.passages:
                assert made.document.text[passage.start : passage.end] == passage.text


@given(st.lists(st.tuples(st.sampled_from([*BlockKind]), st.text(max_size=40), st.integers(1, 6)), max_size=12))
def test_any_blocks_built_are_spans_of_the_text_built(parts: list[tuple[BlockKind, str, int]]) -> None:
    builder = TextBuilder()
    for kind, text, level in parts:
        if kind is BlockKind.HEADING:
            builder.heading(text, level)
        else:
            builder.add(kind, text)
    parsed = builder.build(title="Titre")
    check(parsed)
    for part in chunk(parsed):
        assert parsed.text[part.start : part.end].strip()
