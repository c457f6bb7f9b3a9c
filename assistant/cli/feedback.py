"""The commands of the feedback on aids and answers: list, give, withdraw, export as what evaluations replay."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.french import FrenchCommand, FrenchGroup
from assistant.cli.options import Json, chosen_settings
from assistant.cli.output import explained, print_json, say

if TYPE_CHECKING:
    from assistant.domain import AnswerFeedback, Feedback
    from assistant.services import Services

WORDS = {
    "non_pertinent": "non pertinente",
    "ajouter": "pertinente, à ajouter",
    "utile": "réponse utile",
    "pas_utile": "réponse pas utile",
}
app = typer.Typer(
    cls=FrenchGroup, no_args_is_help=True, rich_markup_mode=None, help="Vos avis sur les aides et les réponses."
)


@app.command("list", cls=FrenchCommand)
def list_(
    context: typer.Context,
    lines: Annotated[bool, typer.Option("--jsonl", help="Un avis JSON par ligne.")] = False,
    as_json: Json = False,
) -> None:
    """Liste les avis donnés, le dernier d'abord."""
    with explained():
        from assistant.services import open_services

        with open_services(chosen_settings(context)) as services:
            given = _all(services)
    if as_json:
        print_json([one.model_dump(mode="json") for one in given])
    elif lines:
        for one in given:
            say(one.model_dump_json())
    else:
        say("\n".join(map(_line, given)) or "Aucun avis n'a été donné.")


@app.command(cls=FrenchCommand)
def add(
    context: typer.Context,
    query: Annotated[str, typer.Argument(metavar="DEMANDE", help="La demande, comme pour « jalon funding ».")],
    aid: Annotated[str, typer.Argument(metavar="AIDE", help="Identifiant (slug) de l'aide.")],
    verdict: Annotated[str, typer.Argument(metavar="AVIS", help="non_pertinent ou ajouter.")],
    reason: Annotated[str, typer.Option(help="Motif, en une phrase.")] = "",
    territory: Annotated[str | None, typer.Option(help="Code ou nom : 24, R75, Dordogne.")] = None,
    beneficiary: Annotated[str | None, typer.Option(help="commune, epci, department, region…")] = None,
    as_json: Json = False,
) -> None:
    """Donne un avis sur une aide, ou change celui qui a été donné pour la même demande."""
    with explained():
        from assistant.clock import now, today
        from assistant.funding import Stated, understand
        from assistant.services import open_services

        with open_services(chosen_settings(context)) as services:
            stated = Stated(territory=territory, beneficiary=beneficiary)
            request = understand(query, territories=services.territories, on=today(), stated=stated)
            given = services.feedback.give(request, aid, verdict, reason=reason, now=now())
    if as_json:
        print_json(given.model_dump(mode="json"))
    else:
        say(_line(given))


@app.command(cls=FrenchCommand)
def remove(
    context: typer.Context,
    feedback_id: Annotated[str, typer.Argument(metavar="ID", help="Identifiant que « jalon feedback list » montre.")],
) -> None:
    """Retire un avis."""
    with explained():
        from assistant.services import open_services

        with open_services(chosen_settings(context)) as services:
            if not services.answer_feedback.remove(feedback_id=feedback_id):
                services.feedback.withdraw(feedback_id)
    say(f"Avis retiré : {feedback_id}")


@app.command(cls=FrenchCommand)
def export(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DOSSIER", help="Dossier à écrire, créé au besoin.")],
    as_json: Json = False,
) -> None:
    """Écrit les avis en jugements (queries.jsonl, qrels.tsv) et en dialogues (answers.jsonl) à rejouer."""
    with explained():
        from assistant.agent.feedback import answer_lines
        from assistant.funding import judgements
        from assistant.services import open_services

        with open_services(chosen_settings(context)) as services:
            given, answers = services.feedback.all(), services.answer_feedback.all()
        written = judgements(given)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "queries.jsonl").write_text(written.queries, encoding="utf-8")
        (folder / "qrels.tsv").write_text(written.qrels, encoding="utf-8")
        (folder / "answers.jsonl").write_text(answer_lines(answers), encoding="utf-8")
    queries = len({one.request_id for one in given})
    counts = {"judgements": len(given), "queries": queries, "answers": len(answers)}
    if as_json:
        print_json(counts | {"folder": str(folder)})
    else:
        plural = "s" if counts["queries"] > 1 else ""
        say(f"{len(given)} avis sur {queries} demande{plural}, {len(answers)} avis sur des réponses, dans {folder}.")


def _all(services: "Services") -> "list[Feedback | AnswerFeedback]":
    """All the opinions, the last given first."""
    given: list[Feedback | AnswerFeedback] = [*services.feedback.all(), *services.answer_feedback.all()]
    return sorted(given, key=lambda one: one.given_at, reverse=True)


def _line(given: "Feedback | AnswerFeedback") -> str:
    from assistant.domain import Feedback

    begins = f"{given.feedback_id}  {given.given_at:%d/%m/%Y}  {WORDS[given.verdict]}"
    if isinstance(given, Feedback):
        reason = f" ({given.reason})" if given.reason else ""
        return f"{begins} : {given.slug}{reason}, pour « {given.query} »"
    why = ", ".join(filter(None, (*given.reasons, given.comment)))
    return f"{begins} : {given.conversation_id}{f' ({why})' if why else ''}, pour « {' / '.join(given.asked[-1:])} »"
