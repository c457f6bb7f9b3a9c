"""French words of the codes that the pages show and offer as choices."""

from assistant.domain import HelpKind, Operation, TerritoryLevel

HELP_KINDS = {
    HelpKind.GRANT: "Subvention",
    HelpKind.LOAN: "Prêt",
    HelpKind.RECOVERABLE_ADVANCE: "Avance récupérable",
    HelpKind.ENERGY_CERTIFICATES: "Certificats d'économies d'énergie",
    HelpKind.TECHNICAL_ENGINEERING: "Ingénierie technique",
    HelpKind.FINANCIAL_ENGINEERING: "Ingénierie financière",
    HelpKind.LEGAL_ENGINEERING: "Ingénierie juridique",
    HelpKind.OTHER: "Autre",
}
OPERATIONS = {
    Operation.STUDY: "Étude",
    Operation.WORKS: "Travaux",
    Operation.PURCHASE: "Achat d'équipement",
    Operation.ENGINEERING: "Ingénierie, accompagnement",
}
LEVELS = {
    TerritoryLevel.COMMUNE: "commune",
    TerritoryLevel.EPCI: "intercommunalité",
    TerritoryLevel.DEPARTMENT: "département",
    TerritoryLevel.REGION: "région",
    TerritoryLevel.BASIN: "bassin",
    TerritoryLevel.COUNTRY: "pays",
    TerritoryLevel.CONTINENT: "Europe",
    TerritoryLevel.OTHER: "territoire",
}
