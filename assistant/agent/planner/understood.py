"""Say back what was understood of a project, so that its user can correct it."""

from assistant.agent.planner.cues import load_cues, says
from assistant.agent.planner.facts import ProjectFacts
from assistant.agent.planner.intents import POLITE, read_intents
from assistant.agent.planner.likeness import Purpose, is_like
from assistant.agent.planner.sentences import is_question
from assistant.agent.planner.slots import FilledInput
from assistant.calculators.footprint import activity
from assistant.domain import Frozen
from assistant.language import content_stems, normalise
from assistant.language.display import format_decimal, format_euros
from assistant.language.names import beneficiary_name

ASKED_BESIDE = frozenset(content_stems("projet total déjà actuel notre dit combien prévu"))


class FactLine(Frozen):
    """A fact as shown: «Coût : 280 000 € (hors taxes, à confirmer)»; ``note`` is not compared with what it replaces."""

    label: str
    value: str
    note: str = ""


def said_back(facts: ProjectFacts, before: ProjectFacts) -> list[str]:
    """The facts of a project in French, those that change in bold with the value that they replace."""
    if not before.is_described:
        return [shown_line(line) for line in fact_lines(facts)]
    old = {line.label: line for line in fact_lines(before)}
    lines = fact_lines(facts)
    return [
        shown_line(line) if line == old.get(line.label) else f"**{shown_line(line, old.get(line.label))}**"
        for line in lines
    ]


def fact_lines(facts: ProjectFacts) -> list[FactLine]:
    """All that is known of a project."""
    lines = [
        FactLine(label="Titre", value=facts.title),
        FactLine(label="Projet", value=facts.theme.label if facts.theme and facts.is_described else ""),
        FactLine(label="Porteur", value=beneficiary_name(facts.beneficiary) if facts.beneficiary else ""),
        FactLine(label="Territoire", value=facts.territory.name if facts.territory else ""),
        FactLine(label="Population", value=f"{format_decimal(facts.population)} habitants" if facts.population else ""),
        _cost(facts),
        *input_lines(facts),
        FactLine(label="Aides annoncées", value=", ".join(aid.shown for aid in facts.aids)),
        *(FactLine(label="Autre financement", value=f"« {words} »") for words in facts.financing),
        *(FactLine(label="Calendrier", value=f"« {words} »") for words in facts.schedule),
    ]
    return [line for line in lines if line.value]


def recalled(text: str, facts: ProjectFacts) -> tuple[FactLine, ...]:
    """The facts of the project that a message asks to be told again; empty when it asks something else."""
    normalised = normalise(text)
    if facts.is_described and facts.cost_excl_tax and is_question(text) and says(load_cues().own_cost, normalised):
        return (_cost(facts),)
    if not facts.is_described or read_intents(normalised) - POLITE:
        return ()
    asked = set(content_stems(text)) - ASKED_BESIDE
    named = tuple(line for line in fact_lines(facts) if asked and asked <= set(content_stems(line.label)))
    if named and is_question(text):
        return named
    return tuple(fact_lines(facts)) if is_like(text, Purpose.RECAP) else ()


def input_lines(facts: ProjectFacts) -> list[FactLine]:
    """The inputs of the estimate, by the calculator's labels."""
    if facts.theme is None or facts.theme.activity is None:
        return []
    labels = {spec.name: spec.label for spec in activity(facts.theme.activity).inputs}
    return [_input(labels[name], filled) for name, filled in facts.inputs.items()]


def _input(label: str, filled: FilledInput) -> FactLine:
    return FactLine(label=label, value=filled.words, note="" if filled.value else "(sans ratio de consommation connu)")


def _cost(facts: ProjectFacts) -> FactLine:
    if facts.cost_excl_tax is not None:
        note = "(hors taxes, à confirmer)" if facts.is_tax_unsaid else "HT"
        return FactLine(label="Coût", value=format_euros(facts.cost_excl_tax), note=note)
    return FactLine(
        label="Coût", value=format_euros(facts.cost_with_tax) if facts.cost_with_tax is not None else "", note="TTC"
    )


def shown_line(line: FactLine, old: FactLine | None = None) -> str:
    """A fact in French, with the value that it replaces when that is another."""
    shown = f"{line.label} : {line.value} {line.note}".rstrip()
    if old is None or old.value == line.value:
        return shown
    return f"{shown} (au lieu de {old.value}{'' if old.note.startswith('(') else f' {old.note}'.rstrip()})"
