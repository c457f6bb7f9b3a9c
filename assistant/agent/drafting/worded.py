"""A field said otherwise by the language model: kept only when it says nothing that the field did not say."""

from collections.abc import Iterator, Sequence

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage
from langchain_core.runnables import RunnableConfig

from assistant.agent.evidence import MARKER, Evidence
from assistant.agent.grounding import untraced
from assistant.agent.marking import markers_of
from assistant.domain.sheet import Provenance, Statement
from assistant.drafting import SheetField, Style, Variant, check_variant
from assistant.endpoint import FAILURES
from assistant.errors import ModelError
from prompts import load_prompt

LABEL = "mots du modèle, faits contrôlés"
UNSEEN: RunnableConfig = {"tags": ["nostream"], "callbacks": []}  # its tokens are no part of the answer that streams
EMPTY = "Le modèle n'a rien proposé."
ADDED = "La proposition du modèle est écartée : elle ajoute ce que le champ ne dit pas ({what})."
FAILED = "Le modèle de langue n'a pas répondu ({why}) : les variantes viennent des phrases du champ."


def worded_variant(
    model: BaseChatModel, field: SheetField, style: Style, statements: Sequence[Statement], *, number: int
) -> tuple[Variant | None, str]:
    """The model's variant, with the figures that it loses; or None and the reason why there is none, in French."""
    marked = "\n".join(f"{one.text} {markers_of(one.provenance)}".replace("<", "‹") for one in statements)
    asked = load_prompt("rewriting").render(field=field.label, style=style.label, text=marked)
    try:
        said = str(model.invoke([HumanMessage(asked)], config=UNSEEN).text)
    except (ModelError, *FAILURES) as error:
        return None, FAILED.format(why=type(error).__name__)
    lines = [line.strip() for line in said.split("\n") if MARKER.sub("", line).strip()]
    if not lines:
        return None, EMPTY
    original = "\n".join(one.text for one in statements)
    if added := tuple(dict.fromkeys(_added(original, lines))):
        return None, ADDED.format(what=", ".join(f"« {one} »" for one in added))
    told = tuple(_statement(line, statements) for line in lines)
    text = "\n".join(one.text for one in told)
    return Variant(number=number, label=LABEL, statements=told, lost=check_variant(original, text).lost), ""


def _added(original: str, lines: Sequence[str]) -> Iterator[str]:
    """What the lines say that nothing in the field proves: figures, references, quotations, names of aids, links."""
    evidence = Evidence([original])
    for line in lines:
        plain = MARKER.sub("", line)
        yield from check_variant(original, plain).added
        yield from (problem.text.strip() for problem in untraced(plain, evidence))


def _statement(line: str, statements: Sequence[Statement]) -> Statement:
    """A line with the proofs that its markers name; those of the whole field when it names none of them."""
    every = tuple(dict.fromkeys(proof for one in statements for proof in one.provenance))
    cited = {match[0] for match in MARKER.finditer(line)}
    proofs = tuple(proof for proof in every if markers_of([proof]) in cited)
    return Statement(text=MARKER.sub("", line).strip(), provenance=_once(proofs or every))


def _once(proofs: Sequence[Provenance]) -> tuple[Provenance, ...]:
    return tuple(dict.fromkeys(proofs))
