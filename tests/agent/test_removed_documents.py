"""A document removed during a conversation: nothing new cites it; what was shown stays as it was."""

import re

from assistant.agent import Answer, AnswerDone, Assistant
from assistant.cli.demo import MESSAGES
from assistant.services import Services, open_services
from assistant.settings import Settings
from assistant.storage import KnowledgeWriter, Ledger
from evals.endpoint import Body, Reply, serve

CONVERSATION = "p-00000001"


def answer_in(assistant: Assistant, message: str) -> Answer:
    """The answer to a message in one conversation, which the first opens."""
    done = [event for event in assistant.stream(message, project_id=CONVERSATION) if isinstance(event, AnswerDone)]
    return done[-1].answer


def remove_documents_of(answer: Answer, services: Services) -> set[str]:
    """Remove the files of what an answer cites; returns the ids of the passages cited."""
    paths = {Ledger(services.database).of_document(citation.document_id).path for citation in answer.citations}
    for path in paths:
        KnowledgeWriter(services.database).remove_file(path)
    return {citation.passage_id for citation in answer.citations}


def converse(assistant: Assistant, *messages: str, project: str | None = None) -> Answer:
    for message in messages:
        answer = assistant.ask(message, project_id=project)
        project = project or answer.project_id
    return answer


def test_a_sheet_cites_only_what_is_still_there(assistant: Assistant, services: Services) -> None:
    *told, last = MESSAGES
    before = converse(assistant, *told)
    removed = remove_documents_of(before, services)
    assert before.project_id
    answer = converse(assistant, last, project=before.project_id)
    sheet = services.projects.get(before.project_id)
    cited = {passage.passage_id for passage in sheet.sources}
    assert removed
    assert not cited & removed
    assert sheet.funding
    assert {"search_regulations", "save_project_sheet"} <= {call.name for call in answer.tool_calls}


def test_an_aid_removed_since_it_was_listed_is_not_told(assistant: Assistant, services: Services) -> None:
    listed = converse(assistant, *MESSAGES[:3])
    removed = remove_documents_of(listed, services)
    answer = converse(assistant, "Et la première, quel taux ?", project=listed.project_id)
    assert removed
    assert answer.citations == ()
    assert "Je n'ai pas d'aide à cette place" in answer.answer


def test_a_model_that_cites_it_again_is_not_believed_and_the_past_stays(settings: Settings) -> None:
    def script(body: Body) -> Reply:
        found = next((str(one["content"]) for one in body["messages"] if one["role"] == "tool"), None)
        if found is None:
            return Reply(calls=[("search_regulations", {"query": "température de couleur luminaire"})])
        markers = re.findall(r"\[p:[\w-]+\]", found)
        return Reply(f"La règle est là {markers[0]}.")

    with serve(script) as server, open_services(_on_endpoint(settings, server.url)) as services:
        assistant = Assistant(services)
        first = answer_in(assistant, "Quelle température de couleur ?")
        remove_documents_of(first, services)
        second = answer_in(assistant, "Et encore ?")
        shown = [message for message in assistant.transcript(CONVERSATION) if message.role == "assistant"]
        assistant.close()
    assert first.citations
    assert second.citations == ()
    assert len(second.unverified) == 1
    assert [message.citations for message in shown] == [first.citations, ()]


def _on_endpoint(settings: Settings, url: str) -> Settings:
    return Settings(**{**settings.model_dump(), "llm_base_url": url, "llm_model": "test-model"})
