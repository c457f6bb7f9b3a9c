"""How complete the sheet of a project is for a file, on a terminal or as JSON."""

from assistant.cli.output import explained, print_json, say
from assistant.settings import Settings


def tell_completeness(settings: Settings, project: str, target: str, *, as_json: bool) -> None:
    """Write what is there, what misses, the score and what to ask next."""
    with explained():
        from assistant.agent.drafting import DraftingDesk
        from assistant.agent.drafting.words import completeness_lines
        from assistant.clock import now
        from assistant.services import open_services

        with open_services(settings) as services:
            found = DraftingDesk(services, now=now).completeness(project, target)
    if as_json:
        print_json(found.model_dump(mode="json"))
    else:
        say("\n".join(completeness_lines(found)))
