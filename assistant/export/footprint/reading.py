"""The reading of an estimate for elected members: three sentences, filled from its figures and nothing else."""

from collections.abc import Sequence

from assistant.calculators.footprint import Figure, FootprintResult, InputStatus, Role
from assistant.language.display import format_percent

LED_BY = (Role.AVOIDED, Role.INDUCED, Role.OTHER, Role.PROJECT)
NO_INDUCED = "Ce calcul ne compte pas d'émissions induites par le projet : lisez son périmètre."


def three_sentences(result: FootprintResult) -> tuple[str, str, str]:
    """What the project changes, what stands apart, and how sure it is."""
    leads = _leads(result.figures)
    return _result(leads, result.reference_scenario), _apart(leads[0], result.figures), _doubt(leads[0], result)


def _leads(figures: Sequence[Figure]) -> Sequence[Figure]:
    """The emissions that the sentences tell: those avoided, else induced, else the last balance counted."""
    emissions = [figure for figure in figures if "CO2e" in figure.unit]
    for role in LED_BY:
        found = [figure for figure in emissions if figure.role is role]
        if found:
            return found[-1:] if role is Role.OTHER else found
    return figures[:1]


def _result(leads: Sequence[Figure], reference: str) -> str:
    lead = leads[0]
    if lead.role is Role.AVOIDED and all(one.value < 0 for one in leads):
        told = f"Le projet augmente les émissions de {_said(leads).replace('−', '')}"
    elif lead.role is Role.AVOIDED:
        told = f"Le projet évite {_said(leads)}"
    elif lead.role is Role.INDUCED:
        told = f"Le projet émet {_said(leads)}"
    else:
        told = f"{lead.label} : {_said(leads)}"
    return f"{told} ; la référence : {reference}."


def _said(figures: Sequence[Figure]) -> str:
    """Values with their interval, each with its name when there are several."""
    several = len(figures) > 1
    return " et ".join(
        in_words(one.display)
        + (f" ({in_words(one.display_interval)})" if one.display_interval else "")
        + (f" ({one.label[0].lower()}{one.label[1:]})" if several else "")
        for one in figures
    )


def _apart(lead: Figure, figures: Sequence[Figure]) -> str:
    others = [figure for figure in figures if figure.role is Role.INDUCED and figure is not lead and figure.value]
    if others:
        told = ", ".join(f"{figure.label.lower()} {in_words(figure.display)}" for figure in others)
        return f"À part, sans les soustraire, il faut compter ce qu'il émet lui-même : {told}."
    before = next((figure for figure in figures if figure.role is Role.REFERENCE and figure.value), None)
    if lead.role is Role.AVOIDED and before is not None:
        share = 100 * lead.value / before.value
        return f"C'est {format_percent(share)} des {in_words(before.display)} émis aujourd'hui. {NO_INDUCED}"
    if lead.role is Role.INDUCED:
        return "Ce calcul ne compte pas d'émissions évitées : il dit ce que ce poste coûte au climat."
    return NO_INDUCED


def _doubt(lead: Figure, result: FootprintResult) -> str:
    assumed = [value.label for value in result.inputs if value.status is InputStatus.ASSUMPTION]
    parts = []
    if lead.contributions:
        parts.append(f"ce qui fait le plus varier ce résultat est « {lead.contributions[0].label} »")
    if lead.unknown_uncertainty:
        count = len(lead.unknown_uncertainty)
        parts.append(
            f"l'incertitude de {count} données n'est pas publiée" if count > 1
            else "l'incertitude d'une donnée n'est pas publiée"
        )  # fmt: skip
    if assumed:
        parts.append(
            f"{len(assumed)} hypothèses restent à confirmer, dont « {assumed[0]} »" if len(assumed) > 1
            else f"une hypothèse reste à confirmer : « {assumed[0]} »"
        )  # fmt: skip
    sentence = " ; ".join(parts) or "toutes les données viennent de vous ou d'une source citée"
    return f"{sentence[0].upper()}{sentence[1:]}."


def in_words(display: str) -> str:
    """A value as said: «13,5 tCO₂e par an»."""
    return display.replace("CO2", "CO₂").replace("/an", " par an").replace("m2", "m²").replace("-", "−")
