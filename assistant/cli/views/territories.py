"""What a name may mean, on a terminal."""

from assistant.language.display import format_decimal
from assistant.territories import Candidate, Resolution, Territories

NOT_LOADED = "Les communes ne sont pas chargées : voir « jalon territories load --help »."


def resolution_text(found: Resolution, territories: Territories) -> str:
    """The candidates, one a line with what contains it, then the question that is left."""
    lines = [_line(choice, territories) for choice in found.choices]
    if not found.choices:
        lines = [f"Aucun territoire de ce nom : « {found.asked} »."]
        if not territories.has_communes():
            lines.append(NOT_LOADED)
    return "\n".join([*lines, *filter(None, [found.question])])


def _line(choice: Candidate, territories: Territories) -> str:
    territory = choice.territory
    around = ", ".join(f"{one.name} ({one.code})" for one in territories.ancestors(territory))
    facts = [
        f"codes postaux {', '.join(territory.postcodes)}" if territory.postcodes else "",
        f"{format_decimal(territory.population)} habitants" if territory.population else "",
        f"dans {around}" if around else "",
    ]
    return " ; ".join(filter(None, [f"{territory.code}  {choice.level_name} {territory.name}", *facts]))
