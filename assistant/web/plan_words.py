"""French words of the form of a plan: the codes that it offers, its fields, and the colours of verdicts."""

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

ROWS = {"costs": "Dépense", "grants": "Aide", "loans": "Emprunt"}
FIELDS = {
    "title": "Intitulé",
    "owner_kind": "Maître d'ouvrage",
    "territory": "Territoire",
    "population": "Population",
    "basis": "Plan établi",
    "first_commitment": "Premier devis ou marché signé",
    "works_start": "Début des travaux",
    "works_end": "Fin des travaux",
    "derogation": "Dérogation",
    "energy_saving_percent": "Économie d'énergie finale",
    "fctva_regime": "Versement du FCTVA",
    "financial_potential_ratio": "Potentiel financier",
    "largest_commune": "Plus grande commune de l'EPCI",
    "density": "Densité de l'EPCI",
    "project": "Fiche projet",
}
CELLS = {
    "label": "nom",
    "amount_excl_tax": "montant HT",
    "vat_rate": "TVA",
    "nature": "nature",
    "fctva": "FCTVA",
    "scheme": "dispositif",
    "lines": "dépenses aidées",
    "base_ceiling": "assiette plafonnée",
    "rate_percent": "taux",
    "amount": "montant",
    "max_rate_percent": "taux maximal",
    "ceiling": "plafond de l'aide",
    "status": "état",
    "requested_on": "date de la demande",
    "deadline": "date limite de dépôt",
    "years": "durée",
    "drawn_in": "année de versement",
}


def field_name(name: str) -> str:
    """What the form calls a field («Aide 2, taux»); empty for one that it does not show."""
    group, _, inside = name.partition("-")
    number, _, cell = inside.partition("-")
    if group in ROWS and number.isdecimal():
        return f"{ROWS[group]} {int(number) + 1}{f', {CELLS[cell]}' if cell in CELLS else ''}"
    return FIELDS.get(name, "")
