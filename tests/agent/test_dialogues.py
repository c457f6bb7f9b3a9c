"""What Jalon understands of conversations as officers write them: one case of ``dialogues.toml``, one behaviour."""

import shutil
import tomllib
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from assistant.agent import Answer, AnswerDone, Assistant
from assistant.errors import NotFoundError
from assistant.export import export_sheet
from assistant.services import Services, open_services
from assistant.settings import Settings


class Dialogue(BaseModel):
    """A conversation and what its last answer, or its sheet, must and must not hold."""

    model_config = ConfigDict(extra="forbid")

    name: str
    messages: list[str]
    shows: list[str] = []
    hides: list[str] = []
    sheet_shows: list[str] = []
    sheet_hides: list[str] = []


CASES = [
    Dialogue.model_validate(case)
    for case in tomllib.loads(Path(__file__).with_name("dialogues.toml").read_text(encoding="utf-8"))["dialogue"]
]


@pytest.fixture(scope="module")
def services(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The indexed samples, with conversations of their own: each case opens a new one."""
    home = tmp_path_factory.mktemp("dialogues") / "home"
    shutil.copytree(sample_home, home)
    with open_services(Settings(home=home)) as opened:
        yield opened


@pytest.fixture(scope="module")
def assistant(services: Services) -> Iterator[Assistant]:
    """The assistant with the offline planner, on a fixed day."""
    opened = Assistant(services, now=lambda: datetime(2026, 11, 24, 9, tzinfo=UTC))
    yield opened
    opened.close()


def converse(assistant: Assistant, project_id: str, messages: list[str]) -> list[Answer]:
    events = [event for message in messages for event in assistant.stream(message, project_id=project_id)]
    return [event.answer for event in events if isinstance(event, AnswerDone)]


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_officer_is_understood(case: Dialogue, assistant: Assistant, services: Services) -> None:
    project_id = f"p-{uuid.uuid4().hex[:8]}"
    answers = converse(assistant, project_id, case.messages)
    last = plain(answers[-1].answer)
    assert [words for words in case.shows if words not in last] == [], last
    assert [words for words in case.hides if words in last] == [], last
    assert [problem for answer in answers for problem in answer.unverified] == []
    if case.sheet_shows or case.sheet_hides:
        sheet = saved_sheet(services, project_id)
        assert [words for words in case.sheet_shows if words not in sheet] == [], sheet
        assert [words for words in case.sheet_hides if words in sheet] == [], sheet


def saved_sheet(services: Services, project_id: str) -> str:
    try:
        return plain(export_sheet(services.projects.get(project_id), "md").decode())
    except NotFoundError:
        return ""
