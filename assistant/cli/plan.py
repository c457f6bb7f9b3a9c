"""The command of the financing plan."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import Json, chosen_settings
from assistant.cli.output import explained, print_json, say, tell


def plan(
    context: typer.Context,
    source: Annotated[
        str, typer.Argument(metavar="FICHIER|-", help='JSON : {"owner": {…}, "costs": […], "grants": […]}.')
    ],
    optimise: Annotated[
        bool, typer.Option("--optimise", help="Propose le plan légal où votre part est la plus petite.")
    ] = False,
    xlsx: Annotated[Path | None, typer.Option(help="Classeur à écrire, avec ses formules.")] = None,
    ics: Annotated[Path | None, typer.Option(help="Agenda des échéances à écrire (iCalendar).")] = None,
    project: Annotated[str | None, typer.Option(help="Projet dont la fiche reçoit le plan.")] = None,
    as_json: Json = False,
) -> None:
    """Contrôle un plan de financement règle par règle, ou le construit au mieux (--optimise)."""
    from assistant.cli.views.plan import plan_text

    with explained():
        from assistant.cli.inputs import read_json
        from assistant.clock import now, today
        from assistant.export.plan import plan_calendar, plan_workbook
        from assistant.services import open_services

        content = read_json(source, example=PLAN_EXAMPLE)
        with open_services(chosen_settings(context)) as services:
            result = services.plans.build(content, on=today(), optimise=optimise)
            if project:
                sheet = services.plans.keep(result, project, now=now())
                tell(f"Plan enregistré dans la fiche {sheet.project_id}, version {sheet.version}.")
        for path, write, name in ((xlsx, plan_workbook, "Classeur"), (ics, plan_calendar, "Agenda")):
            if path:
                path.write_bytes(write(result))
                tell(f"{name} écrit : {path}")
    if as_json:
        print_json(result.model_dump(mode="json"))
    else:
        say(plan_text(result))


PLAN_EXAMPLE = (
    '{"owner": {"kind": "commune"}, "costs": [{"id": "travaux", "label": "Travaux", "amount_excl_tax": 100000}], '
    '"grants": [{"id": "detr", "scheme": "detr", "rate_percent": 40}]}'
)
