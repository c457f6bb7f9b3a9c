"""What the faces and the tools ask of drafting, over the sheets that are kept."""

from collections.abc import Callable, Mapping
from datetime import datetime

from assistant.agent.drafting.worded import worded_variant
from assistant.agent.models import chat_model
from assistant.agent.planner.themes import load_themes
from assistant.agent.planner.vocabulary import in_plain_french
from assistant.domain import Passage
from assistant.domain.sheet import Origin, ProjectSheet, Provenance, Statement
from assistant.drafting import (
    Completeness,
    Rewriting,
    completeness_of,
    find_checklist,
    find_field,
    known_of_sheet,
    rewrite,
    statements_of,
    with_statements,
)
from assistant.drafting.rewriting import Variant, find_style
from assistant.errors import InputError
from assistant.language import normalise, split_sentences
from assistant.services import Services

ONE_SENTENCE = "Ce champ n'a qu'une phrase : il ne peut pas être dit autrement sans modèle de langue."
EMPTY_FIELD = "Le champ « {label} » est vide : il n'y a rien à dire autrement. Complétez-le d'abord."
TYPED_LIMIT = 5000  # characters


class DraftingDesk:
    """Completeness, variants and texts of the sheets of one home; ``now`` dates the versions."""

    def __init__(self, services: Services, *, now: Callable[[], datetime]) -> None:
        self._services = services
        self._now = now

    def completeness(self, project_id: str, target: str) -> Completeness:
        """How complete a project's sheet is for a file («detr», «Fonds vert»); raises InputError, NotFoundError."""
        checklist = find_checklist(target)
        sheet = self._services.projects.get(project_id)
        return completeness_of(sheet, checklist, known_of_sheet(sheet, _activity_of(sheet)))

    def rewriting(self, project_id: str, field_name: str, style_name: str) -> Rewriting:
        """The variants of a field in a style; raises InputError, NotFoundError. Nothing is saved."""
        field, style = find_field(field_name), find_style(style_name)
        statements = statements_of(self._services.projects.get(project_id), field)
        if not statements:
            raise InputError(EMPTY_FIELD.format(label=field.label), field="field")
        variants, told = rewrite(statements, style), list[str]()
        settings = self._services.settings
        if settings.has_language_model:
            model = chat_model(settings, self._services.territories)
            worded, why = worded_variant(model, field, style, statements, number=1)
            variants = _numbered(*([worded] if worded else []), *variants)
            told += [why] if why else []
        if not variants:
            told.append(ONE_SENTENCE)
        return Rewriting(
            field=field.id,
            field_label=field.label,
            style=style.id,
            style_label=style.label,
            variants=variants,
            proofs=tuple(dict.fromkeys(proof for one in statements for proof in one.provenance)),
            told=tuple(told),
        )

    def sources(self, project_id: str, rewriting: Rewriting) -> tuple[Passage, ...]:
        """The passages that the proofs of the field name, as the sheet keeps them."""
        cited = {proof.reference for proof in rewriting.proofs}
        return tuple(one for one in self._services.projects.get(project_id).sources if one.passage_id in cited)

    def keep(self, project_id: str, rewriting: Rewriting, number: int) -> ProjectSheet:
        """The sheet with the chosen variant, in a new version; raises InputError, NotFoundError."""
        chosen = next((one for one in rewriting.variants if one.number == number), None)
        if chosen is None:
            letters = ", ".join(one.letter for one in rewriting.variants)
            raise InputError(f"Cette proposition n'existe pas. Propositions : {letters}.", field="number")
        return self._save(project_id, rewriting.field, chosen.statements)

    def write(self, project_id: str, field_name: str, text: str) -> ProjectSheet:
        """The sheet with a field as a person types it, in a new version; raises InputError, NotFoundError.

        A sentence that the field had already keeps its proofs; any other is the user's.
        """
        words = _plain(text)
        if not 0 < len(words) <= TYPED_LIMIT:
            raise InputError(
                f"Le texte d'un champ a de 1 à {TYPED_LIMIT} caractères ({len(words)} reçus), par exemple "
                "« Diviser par deux la consommation de l'école. »",
                field="text",
            )
        field = find_field(field_name)
        known = {
            _plain(sentence): Statement(text=sentence, provenance=one.provenance)
            for one in statements_of(self._services.projects.get(project_id), field)
            for sentence in (one.text, *split_sentences(one.text))
        }
        typed = (Provenance(origin=Origin.USER, quote=words),)
        sentences = [one for line in text.split("\n") for one in _parts(line, known)]
        statements = tuple(known.get(one) or Statement(text=one, provenance=typed) for one in sentences)
        return self._save(project_id, field.id, statements)

    def _save(self, project_id: str, field_name: str, statements: tuple[Statement, ...]) -> ProjectSheet:
        sheet = self._services.projects.get(project_id)
        changed = with_statements(sheet, find_field(field_name), statements, now=self._now())
        return self._services.projects.save(changed)


def _plain(text: str) -> str:
    """A text on one line, with plain spaces."""
    return " ".join(text.replace("\0", " ").split())


def _parts(line: str, known: Mapping[str, object]) -> list[str]:
    """A line of a typed text: whole when the field had it, else its sentences."""
    words = _plain(line)
    return [words] if words in known else split_sentences(words)


def _numbered(*variants: Variant) -> tuple[Variant, ...]:
    return tuple(one.model_copy(update={"number": place}) for place, one in enumerate(variants, start=1))


def _activity_of(sheet: ProjectSheet) -> str | None:
    """The activity of the footprint calculator that a sheet's own words announce."""
    words = " ".join(one.text for one in (sheet.title, *sheet.context))
    theme = load_themes().recognise(normalise(in_plain_french(words)))
    return theme.activity if theme else None
