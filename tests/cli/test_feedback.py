"""``jalon feedback``: give, list, remove, export."""

import json
from contextlib import closing
from pathlib import Path

from assistant.agent import Assistant
from assistant.clock import now
from assistant.services import open_services
from assistant.settings import Settings
from tests.cli.test_commands import run

AID = "fonds-vert-eclairage-public"


def test_a_verdict_is_given_listed_and_removed(settings: Settings) -> None:
    home = settings.home
    code, out, _ = run(home, "feedback", "add", "éclairage public", AID, "ajouter", "--territory", "24", "--json")
    given = json.loads(out)
    assert (code, given["slug"], given["verdict"]) == (0, AID, "ajouter")
    assert json.loads(run(home, "feedback", "list", "--json")[1]) == [given]
    assert [json.loads(line) for line in run(home, "feedback", "list", "--jsonl")[1].splitlines()] == [given]
    assert run(home, "feedback", "remove", given["feedback_id"])[0] == 0
    assert run(home, "feedback", "list")[1] == "Aucun avis n'a été donné.\n"
    assert run(home, "feedback", "remove", given["feedback_id"])[0] == 1


def test_verdicts_are_exported_as_judgements(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "avis" / "judged"
    run(settings.home, "feedback", "add", "éclairage public", AID, "non_pertinent")
    code, out, _ = run(settings.home, "feedback", "export", str(folder), "--json")
    assert code == 0
    assert json.loads(out) == {"judgements": 1, "queries": 1, "answers": 0, "folder": str(folder)}
    (query,) = (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(query)["text"] == "éclairage public"
    assert (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1].endswith(f"\t{AID}\t0")


def test_a_wrong_verdict_is_a_wrong_usage(settings: Settings) -> None:
    code, _, told = run(settings.home, "feedback", "add", "éclairage public", AID, "bof")
    assert code == 2
    assert "Avis : non_pertinent, ajouter" in told


def test_a_verdict_on_an_answer_is_listed_exported_to_replay_and_removed(settings: Settings, tmp_path: Path) -> None:
    with open_services(settings) as services, closing(Assistant(services)) as assistant:
        list(assistant.stream("Que dit la loi sur les biodéchets ?", project_id="p-00000001"))
        answer = assistant.transcript("p-00000001")[1].message_id or ""
        given = assistant.opinions.give("p-00000001", answer, "utile", comment="Juste", now=now())
    assert "réponse utile : p-00000001 (Juste)" in run(settings.home, "feedback", "list")[1]
    run(settings.home, "feedback", "export", str(tmp_path))
    (line,) = (tmp_path / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    kept = json.loads(line)
    assert kept["turns"] == [{"says": "Que dit la loi sur les biodéchets ?"}]
    assert kept["made_with"]["model"] == "planificateur hors ligne"
    assert run(settings.home, "feedback", "remove", given.feedback_id)[0] == 0
    assert run(settings.home, "feedback", "list")[1] == "Aucun avis n'a été donné.\n"
