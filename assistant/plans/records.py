"""The terms of a grant read from the record of its aid: never more than the record says."""

import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files

from assistant.calculators.financing import Grant
from assistant.domain import Aid, Frozen
from assistant.errors import InputError
from assistant.funding import rate_of
from assistant.language import normalise
from assistant.language.display import format_percent

GRANT, LOANS = "subvention", ("pret", "avance recuperable", "avance remboursable")


class SchemeWords(Frozen):
    """Folded words of an aid's name or financers that tell its scheme; see the head of ``schemes_of_records.toml``."""

    scheme: str
    names: tuple[str, ...] = ()
    financers: tuple[str, ...] = ()

    def fits(self, aid: Aid) -> bool:
        """Whether an aid's record speaks of this scheme."""
        named = f" {normalise(aid.name)} {normalise(aid.short_title)} "
        paid_by = f" {normalise(' , '.join(aid.financers))} "
        return any(f" {name} " in named for name in self.names) or any(
            f" {name} " in paid_by for name in self.financers
        )


def scheme_of(aid: Aid) -> str:
    """The scheme of an aid, by its record; another public funder's when nothing tells it."""
    return next((words.scheme for words in _words() if words.fits(aid)), "other_public")


def scheme_named(label: str) -> str:
    """The scheme that the name of an aid typed by hand tells («DETR», «Région Occitanie»); empty when it tells none."""
    told = f" {normalise(label)} "
    return next(
        (one.scheme for one in _words() if any(f" {word} " in told for word in (*one.names, *one.financers))), ""
    )


def with_record(grant: Grant, aid: Aid, field: str) -> Grant:
    """A grant with what the record says where the plan says nothing; raises InputError naming ``field``."""
    kinds = [normalise(kind) for kind in aid.aid_types]
    if any(kind in LOANS for kind in kinds) and GRANT not in kinds:
        raise InputError(f"{field} : « {aid.name} » est un prêt ou une avance ; placez-la dans « loans ».", field=field)
    if aid.rate_max is not None and not 0 <= aid.rate_max <= Decimal(100):
        raise InputError(
            f"{field} : la fiche « {aid.name} » donne un taux impossible ({format_percent(aid.rate_max)}). "
            "Donnez le taux vous-même.",
            field=field,
        )
    checked = f", vérifiée le {aid.verified_on:%d/%m/%Y}" if aid.verified_on else ""
    says = {
        "scheme": grant.scheme or scheme_of(aid),
        "label": grant.label or aid.name[:200],
        "max_rate_percent": aid.rate_max if grant.max_rate_percent is None else grant.max_rate_percent,
        "deadline": grant.deadline or aid.submission_deadline,
        "terms_from": f"d'après la fiche « {aid.name} »{checked} : {rate_of(aid)}",
    }
    return grant.model_copy(update=says)


@cache
def _words() -> tuple[SchemeWords, ...]:
    text = (files("assistant.plans") / "schemes_of_records.toml").read_text(encoding="utf-8")
    return tuple(map(SchemeWords.model_validate, tomllib.loads(text)["scheme"]))
