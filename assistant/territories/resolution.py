"""What a name may mean, and the question that asks back."""

from collections.abc import Sequence

from assistant.domain import Frozen, Territory, TerritoryLevel
from assistant.errors import InputError

SHOWN = 6
LEVEL_NAMES = {
    TerritoryLevel.COMMUNE: "commune",
    TerritoryLevel.EPCI: "intercommunalité",
    TerritoryLevel.METROPOLE: "métropole",
    TerritoryLevel.PARK: "parc naturel",
    TerritoryLevel.PROGRAMME: "programme",
    TerritoryLevel.DEPARTMENT: "département",
    TerritoryLevel.OVERSEAS: "collectivité d'outre-mer",
    TerritoryLevel.BASIN: "bassin hydrographique",
    TerritoryLevel.OTHER: "périmètre",
    TerritoryLevel.REGION: "région",
    TerritoryLevel.COUNTRY: "pays",
    TerritoryLevel.CONTINENT: "continent",
}


class Candidate(Frozen):
    """A territory that a name may mean, and the département or the collectivity around it, if any."""

    territory: Territory
    around: Territory | None = None

    @property
    def level_name(self) -> str:
        """The French name of its level."""
        return LEVEL_NAMES[self.territory.level]

    @property
    def is_commune(self) -> bool:
        """Whether it is a commune."""
        return self.territory.level is TerritoryLevel.COMMUNE

    @property
    def place(self) -> str:
        """What tells it from its namesakes: «Seine-Saint-Denis (93)», «département (86)»."""
        if self.is_commune and self.around:
            return f"{self.around.name} ({self.around.code})"
        return f"{self.level_name} ({self.territory.code})"

    @property
    def full_name(self) -> str:
        """Its name and what tells it from its namesakes: «Gap, Hautes-Alpes (05)»."""
        return f"{self.territory.name}, {self.place}"


class Resolution(Frozen):
    """The territories that a name, a postcode or a code may mean; without any, those whose names are near to it."""

    asked: str
    choices: tuple[Candidate, ...] = ()
    suggestions: tuple[Candidate, ...] = ()

    @property
    def candidates(self) -> tuple[Territory, ...]:
        """The territories that it may mean."""
        return tuple(choice.territory for choice in self.choices)

    @property
    def is_ambiguous(self) -> bool:
        """Whether it has several meanings."""
        return len(self.choices) > 1

    @property
    def question(self) -> str:
        """What to ask back, in French: which of several, or whether a near name was meant; empty for nothing."""
        if self.is_ambiguous:
            return f"« {self.asked.strip()[:80]} » : {_listed(_told_apart(self.choices))} ?"
        if not self.choices and self.suggestions:
            return f"Vouliez-vous dire {_listed([one.full_name for one in self.suggestions])} ?"
        return ""

    def single(self) -> Territory:
        """The only candidate; raises InputError, with the question to answer, when there is none or more than one."""
        if len(self.choices) == 1:
            return self.choices[0].territory
        if self.choices:
            raise InputError(f"Ce nom désigne plusieurs territoires. {self.question}", field="territory")
        advice = self.question or "Donnez une commune, un département ou une région, par son nom ou son code (24, R75)."
        raise InputError(f"Territoire inconnu : « {self.asked.strip()[:80]} ». {advice}", field="territory")


class Mention(Frozen):
    """A territory named by a text: ``text[start:end]``."""

    territory: Territory
    start: int
    end: int


class Doubt(Frozen):
    """A name of a text, ``text[start:end]``, that has several meanings."""

    resolution: Resolution
    start: int
    end: int


def _told_apart(choices: Sequence[Candidate]) -> list[str]:
    """The candidates in as few words as tell them apart."""
    names = {choice.territory.name for choice in choices}
    levels = {choice.territory.level for choice in choices}
    if len(names) > 1:
        return [choice.full_name for choice in choices]
    is_mixed = len(levels) > 1
    return [f"commune, {one.place}" if is_mixed and one.is_commune else one.place for one in choices]


def _listed(names: Sequence[str]) -> str:
    """«Aude (11), Gard (30) ou Seine-Saint-Denis (93)»; a long list is cut and counted."""
    if len(names) > SHOWN:
        return f"{', '.join(names[:SHOWN])} ou un autre des {len(names)}, dont vous donnerez le département"
    return " ou ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
