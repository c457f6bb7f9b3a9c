"""A text that is not in force is never put forward as the law; when it alone answers, that is what is said."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.agent import Answer, Assistant
from assistant.services import open_services
from assistant.settings import Settings
from ingestion import ingest

QUESTION = "Que dit la loi sur la divagation des chèvres ?"


def answer(tmp_path: Path, *articles: dict[str, str | None]) -> Answer:
    rows: list[dict[str, object]] = [
        {
            "code": "Code rural d'essai", "article": f"L{number}-1", "id": f"LEGIARTI{number:012d}", "title_path": [],
            "text": f"La divagation des chèvres est punie d'une amende ({number}).", "state": "", **validity,
        }
        for number, validity in enumerate(articles, start=1)
    ]  # fmt: skip
    source = tmp_path / "code.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    settings = Settings(home=tmp_path / "home")
    ingest([source], settings=settings)
    with open_services(settings) as services:
        assistant = Assistant(services, now=lambda: datetime(2026, 11, 25, 9, tzinfo=UTC))
        try:
            return assistant.ask(QUESTION)
        finally:
            assistant.close()


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "said"),
    [
        ("2010-01-01", "2019-06-30", "n'est plus en vigueur depuis le 30 juin 2019"),
        ("2031-01-01", None, "n'entre en vigueur que le 1er janvier 2031"),
    ],
)
def test_the_only_text_is_said_not_to_be_in_force(
    tmp_path: Path, valid_from: str, valid_to: str | None, said: str
) -> None:
    found = answer(tmp_path, {"valid_from": valid_from, "valid_to": valid_to})
    assert said in found.answer
    assert "amende" not in found.answer
    assert [citation.heading for citation in found.citations] == ["Article L1-1"]
    assert found.unverified == ()


def test_a_text_in_force_is_quoted_and_the_repealed_one_is_not_mentioned(tmp_path: Path) -> None:
    found = answer(
        tmp_path,
        {"valid_from": "2010-01-01", "valid_to": "2019-06-30"},
        {"valid_from": "2019-06-30", "valid_to": None},
    )
    assert "amende (2)" in found.answer
    assert "vigueur depuis" not in found.answer
