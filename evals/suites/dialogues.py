"""Conversations of several turns: what is understood, which tools are called, what is asked, turn by turn.

``input``: ``messages``. ``expected``: the turns as ``evals/datasets/dialogues.toml`` describes them.
"""

from pydantic import JsonValue, TypeAdapter

from evals.cases import Case, Dataset, made_dataset
from evals.dialogues.dataset import ExpectedDialogue, load_card, load_dialogues
from evals.dialogues.playing import SeenTurn, play
from evals.dialogues.scoring import score
from evals.suite import Gate, Metric, Scores, Suite, of_samples
from evals.world import World

MEASURES = {
    "intent": "Intentions",
    "tools": "Outils et arguments",
    "fields": "Champs compris",
    "questions": "Questions posées",
    "order": "Ordre des outils",
    "verified": "Rien qui ne se vérifie",
}
TURNS = TypeAdapter(list[SeenTurn])


def dialogues() -> Dataset:
    """The conversations, a case each."""
    card = load_card()
    cases = (
        Case(
            id=one.id,
            split=one.split,
            slices={"covers": " ".join(one.covers), "turns": str(len(one.turns))},
            input={"messages": [turn.says for turn in one.turns]},
            expected=one.model_dump(mode="json")["turns"],
        )
        for one in load_dialogues()
    )
    header = {"schema": "jalon.dialogues/1", "version": card.version, "licence": card.licence, "origin": card.origin}
    return made_dataset(card.name, cases, description="Conversations, turn by turn.", **header)


def play_dialogue(case: Case, world: World) -> JsonValue:
    """What each turn did."""
    played = play(_dialogue(case), world.assistant, world.services)
    return [turn.model_dump(mode="json") for turn in played]


def score_dialogue(case: Case, output: JsonValue) -> Scores:
    """The share of what is right, by measure."""
    found = score(_dialogue(case), TURNS.validate_python(output))
    return {name: found.right[name] / total for name, total in found.total.items() if total}


def explain_dialogue(case: Case, output: JsonValue) -> list[str]:
    """What is wrong of each turn."""
    failures = score(_dialogue(case), TURNS.validate_python(output)).failures
    return [f"message {one.turn} « {one.says} », {MEASURES[one.measure]} : {one.detail}" for one in failures]


def _dialogue(case: Case) -> ExpectedDialogue:
    return next(one for one in load_dialogues() if one.id == case.id)


SUITES = (
    Suite(
        name="tools.dialogues",
        title="Comprendre une conversation, tour par tour",
        datasets=(),
        loader=dialogues,
        corpus=of_samples(),
        run=play_dialogue,
        score=score_dialogue,
        explain=explain_dialogue,
        metrics=tuple(Metric(name=name, title=title) for name, title in MEASURES.items()),
        gates=tuple(Gate(metric=name, margin=0.02) for name in ("intent", "tools", "fields", "verified")),
    ),
)
