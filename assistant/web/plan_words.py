"""French words of the codes that the form of a plan offers, and the colours of verdicts."""

from assistant.calculators.financing import (
    Basis,
    FctvaKind,
    FctvaRegime,
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
FCTVA = {FctvaKind.STANDARD: "Éligible", FctvaKind.NONE: "Non éligible", FctvaKind.CLOUD: "Éligible (nuage)"}
REGIMES = {
    FctvaRegime.SAME_YEAR: "L'année de la dépense",
    FctvaRegime.NEXT_YEAR: "L'année suivante",
    FctvaRegime.SECOND_YEAR: "Deux ans après",
}
TONES = {
    Verdict.BLOCK: "no",
    Verdict.WARN: "doubt",
    Verdict.UNKNOWN: "doubt",
    Verdict.INFORM: "",
    Verdict.OK: "yes",
}
