"""The main job: a town's idea becomes a sourced project sheet."""

from assistant.agent import Answer, Assistant
from assistant.cli.demo import MESSAGES
from assistant.export import export_sheet
from assistant.services import Services


def converse(assistant: Assistant) -> list[Answer]:
    answers: list[Answer] = []
    for message in MESSAGES:
        answers.append(assistant.ask(message, project_id=answers[0].project_id if answers else None))
    return answers


def test_the_conversation_ends_with_a_saved_sheet(assistant: Assistant, services: Services) -> None:
    answers = converse(assistant)
    sheet = services.projects.get(answers[0].project_id or "")
    assert sheet.territory is not None
    assert sheet.territory.name == "Dordogne"
    assert sheet.population == 3200
    assert sheet.total_cost_excl_tax == 310_000
    assert sheet.obligations
    assert sheet.funding
    assert sheet.footprint
    assert sheet.comparables


def test_every_field_of_the_sheet_has_a_provenance(assistant: Assistant, services: Services) -> None:
    sheet = services.projects.get(converse(assistant)[0].project_id or "")
    known = {passage.passage_id for passage in sheet.sources}
    for statement in (*sheet.context, *sheet.objectives, *sheet.obligations, *sheet.risks, *sheet.comparables):
        assert statement.provenance
        for proof in statement.provenance:
            assert proof.origin != "document" or proof.reference in known


def test_every_number_of_every_answer_is_traced(assistant: Assistant) -> None:
    for answer in converse(assistant):
        assert answer.unverified == ()


def test_the_same_conversation_gives_the_same_bytes(assistant: Assistant) -> None:
    first = [answer.project_id for answer in converse(assistant)]
    opening = assistant.ask(MESSAGES[0])
    assert opening.project_id != first[0]  # the first conversation has gone on: this one is its own
    again = assistant.ask(MESSAGES[0])
    measured = {"footprint"}  # from the processor's time
    assert again.model_dump_json(exclude=measured) == opening.model_dump_json(exclude=measured)


def test_a_new_process_continues_the_conversation(assistant: Assistant, services: Services) -> None:
    project = assistant.ask(MESSAGES[0]).project_id
    assistant.close()
    other = Assistant(services)
    answer = other.ask(MESSAGES[1], project_id=project)
    other.close()
    assert "275\u202f940\u202fkWh/an" in answer.answer


def test_the_sheet_is_exported_in_each_format(assistant: Assistant, services: Services) -> None:
    sheet = services.projects.get(converse(assistant)[0].project_id or "")
    assert export_sheet(sheet, "pdf").startswith(b"%PDF")
    assert "## Obligations légales" in export_sheet(sheet, "md").decode()
    assert export_sheet(sheet, "pdf") == export_sheet(sheet, "pdf")
