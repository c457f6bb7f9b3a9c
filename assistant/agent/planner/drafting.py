"""Drafting in the offline conversation: «il manque quoi pour la DETR ?», «raccourcis l'objectif», «garde la 2»."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from langchain_core.messages import ToolMessage

from assistant.agent.drafting.words import lost, marked, summary, unlocked
from assistant.agent.evidence import ToolEvidence, calculation_marker, tool_evidence
from assistant.agent.planner.cues import says
from assistant.agent.planner.dialogue import Dialogue
from assistant.agent.planner.follow import ordinal
from assistant.agent.planner.rendering import render
from assistant.domain import Frozen
from assistant.drafting import Checklist, ItemState, SheetField, Style, load_checklists, load_fields, load_styles
from assistant.language import normalise, read_numbers

ASKED_AT_ONCE = 3
SHORT = 6  # words of a message that goes on with the field said otherwise before it
LAST_WORDS = 6  # characters: «garde la B» ends by its letter, «va pour l'option a» too


class DraftingCall(Frozen):
    """A tool of drafting to call, with its arguments; without a name, the file has to be said first."""

    name: str
    arguments: dict[str, Any]


class _Cues(Frozen):
    completeness: tuple[str, ...]
    rewriting: tuple[str, ...]
    choosing: tuple[str, ...]


def drafting_call(dialogue: Dialogue) -> DraftingCall | None:
    """What the last message asks of drafting; None when it asks something else."""
    said = normalise(dialogue.turn.text)
    if says(_cues().completeness, said):
        return _completeness(said, dialogue)
    style = _style_of(said)
    if style and (says(_cues().rewriting, said) or _field_of(said) or _goes_on(said, dialogue)):
        field = _field_of(said) or _last_field(dialogue)
        return DraftingCall(name="rewrite_sheet_field", arguments={"field": field, "style": style.id})
    number = _chosen(said, dialogue)
    return DraftingCall(name="keep_variant", arguments={"number": number}) if number else None


def drafting_answer(dialogue: Dialogue) -> str:
    """The answer to a message that asks for drafting; empty for any other."""
    call = drafting_call(dialogue)
    if call is None:
        return ""
    if not call.name:
        return render("which_file", files=[one.label for one in load_checklists()])
    message = next((one for one in dialogue.done if one.name == call.name), None)
    if message is None:
        return ""
    if message.status == "error":
        return render("failed", reason=str(message.text))
    return _told(tool_evidence(message), message)


def _told(found: ToolEvidence, message: ToolMessage) -> str:
    if found.completeness:
        return _completeness_told(found)
    if found.rewriting:
        one = found.rewriting
        variants = [
            {"label": v.label, "text": marked(v), "lost": lost(v, one), "letter": v.letter} for v in one.variants
        ]
        return render(
            "variants", field=one.field_label.lower(), style=one.style_label, variants=variants, told=one.told
        )
    return render("variant_kept", told=str(message.text))


def _completeness_told(found: ToolEvidence) -> str:
    assert found.completeness is not None
    whole = found.completeness
    marker = calculation_marker(whole.calculation_id)
    return render(
        "completeness",
        summary=f"{summary(whole)} {marker}",
        groups=[
            {"title": title, "lines": [f"{line} {marker}" for line in _lines(found, state)]}
            for title, state in (
                ("Il manque", ItemState.MISSING),
                ("Il reste à confirmer", ItemState.TO_CONFIRM),
                ("Pièces à joindre, que Jalon ne détient pas", ItemState.TO_ATTACH),
            )
        ],
        questions=[f"{need.question} ({unlocked(need)}) {marker}" for need in whole.next_questions[:ASKED_AT_ONCE]],
    )


def _lines(found: ToolEvidence, state: ItemState) -> Iterator[str]:
    assert found.completeness is not None
    for one in found.completeness.of_state(state):
        yield f"{one.item.label} ({one.item.level.value}). Source : {one.proof}"


def _completeness(said: str, dialogue: Dialogue) -> DraftingCall | None:
    target = _file_of(said) or _last_file(dialogue)
    if target:
        return DraftingCall(name="check_completeness", arguments={"target": target})
    return DraftingCall(name="", arguments={}) if dialogue.turn.facts.is_described else None


def _chosen(said: str, dialogue: Dialogue) -> int | None:
    """The number of the variant that a message keeps, among those proposed last; None when it keeps none."""
    proposed = next((one.rewriting for one in _evidence(dialogue) if one.rewriting), None)
    if proposed is None or not says(_cues().choosing, said):
        return None
    numbers = [int(one.value) for one in read_numbers(dialogue.turn.text) if one.value % 1 == 0]
    letters = [one.number for one in proposed.variants if f" {one.letter.lower()} " in f" {said} "[-LAST_WORDS:]]
    place = ordinal(said) or next(iter((*numbers, *letters)), None)
    return len(proposed.variants) if place == -1 else place


def _file_of(said: str) -> str | None:
    found = (one for one in load_checklists() if _names(one, said))
    return next((one.id for one in found), None)


def _names(checklist: Checklist, said: str) -> bool:
    return any(f" {word} " in f" {said} " for word in checklist.words)


def _style_of(said: str) -> Style | None:
    return next((one for one in load_styles() if says(one.words, said)), None)


def _field_of(said: str) -> str | None:
    found: Iterator[SheetField] = (one for one in load_fields() if says(one.words, said))
    return next((one.id for one in found), None)


def _goes_on(said: str, dialogue: Dialogue) -> bool:
    return len(said.split()) <= SHORT and any(one.rewriting for one in _evidence(dialogue))


def _last_field(dialogue: Dialogue) -> str:
    """The field said otherwise last, for «et pour les élus ?»; the objectives when there is none."""
    return next((one.rewriting.field for one in _evidence(dialogue) if one.rewriting), "objectives")


def _last_file(dialogue: Dialogue) -> str | None:
    return next((one.completeness.checklist for one in _evidence(dialogue) if one.completeness), None)


def _evidence(dialogue: Dialogue) -> Iterator[ToolEvidence]:
    """What the tools of the earlier turns brought, the last first."""
    earlier = (one.message for one in reversed(dialogue.results) if one.message not in dialogue.done)
    return map(tool_evidence, earlier)


@cache
def _cues() -> _Cues:
    text = (files("assistant.agent.planner") / "drafting.toml").read_text(encoding="utf-8")
    return _Cues.model_validate(tomllib.loads(text))
