"""French words of the codes of a financing plan, in the order in which they are offered."""

from assistant.calculators.financing import (
    Basis,
    CostNature,
    EventKind,
    FctvaKind,
    FctvaRegime,
    GrantStatus,
    OwnerKind,
    Verdict,
)

OWNERS = {
    OwnerKind.COMMUNE: "Commune",
    OwnerKind.NEW_COMMUNE: "Commune nouvelle",
    OwnerKind.COMMUNITY_OF_COMMUNES: "Communauté de communes",
    OwnerKind.AGGLOMERATION_COMMUNITY: "Communauté d'agglomération",
    OwnerKind.URBAN_COMMUNITY: "Communauté urbaine",
    OwnerKind.METROPOLIS: "Métropole",
    OwnerKind.EPCI: "Intercommunalité (forme non précisée)",
    OwnerKind.SYNDICATE: "Syndicat",
    OwnerKind.DEPARTMENT: "Département",
    OwnerKind.REGION: "Région",
    OwnerKind.PUBLIC_BODY: "Établissement public",
}
BASES = {Basis.EXCLUDING_TAX: "Hors taxes", Basis.INCLUDING_TAX: "Toutes taxes comprises"}
NATURES = {
    CostNature.INVESTMENT: "Investissement",
    CostNature.STUDY: "Étude",
    CostNature.LAND: "Foncier",
    CostNature.OPERATING: "Fonctionnement",
}
FCTVA = {FctvaKind.STANDARD: "Éligible", FctvaKind.NONE: "Non éligible", FctvaKind.CLOUD: "Éligible (nuage)"}
REGIMES = {
    FctvaRegime.SAME_YEAR: "L'année de la dépense",
    FctvaRegime.NEXT_YEAR: "L'année suivante",
    FctvaRegime.SECOND_YEAR: "Deux ans après",
}
STATUSES = {
    GrantStatus.PLANNED: "Envisagée",
    GrantStatus.REQUESTED: "Demandée",
    GrantStatus.GRANTED: "Accordée",
    GrantStatus.REFUSED: "Refusée",
}
VERDICTS = {
    Verdict.BLOCK: "bloque",
    Verdict.WARN: "à surveiller",
    Verdict.UNKNOWN: "à vérifier",
    Verdict.INFORM: "à savoir",
    Verdict.OK: "respectée",
}
TONES = {
    Verdict.BLOCK: "no",
    Verdict.WARN: "doubt",
    Verdict.UNKNOWN: "doubt",
    Verdict.INFORM: "",
    Verdict.OK: "yes",
}
EVENTS = {
    EventKind.DEADLINE: "clôture d'une aide",
    EventKind.MILESTONE: "étape du projet",
    EventKind.LIMIT: "limite d'une règle",
}
