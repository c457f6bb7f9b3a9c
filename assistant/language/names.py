"""French names of the domain's codes."""

from assistant.domain import Beneficiary, DocumentKind, HelpKind, Operation
from assistant.errors import InputError

SHOWN = 80  # characters of a wrong value that are shown again
BENEFICIARY_NAMES = {
    Beneficiary.COMMUNE: "Commune",
    Beneficiary.EPCI: "Intercommunalité (EPCI)",
    Beneficiary.DEPARTMENT: "Département",
    Beneficiary.REGION: "Région",
    Beneficiary.OVERSEAS: "Collectivité d'outre-mer à statut particulier",
    Beneficiary.PUBLIC_BODY: "Établissement public",
    Beneficiary.PUBLIC_COMPANY: "Entreprise publique locale",
    Beneficiary.ASSOCIATION: "Association",
    Beneficiary.COMPANY: "Entreprise privée",
    Beneficiary.PERSON: "Particulier",
    Beneficiary.FARMER: "Agriculteur",
    Beneficiary.RESEARCHER: "Recherche",
}
OPERATION_NAMES = {
    Operation.STUDY: "Étude",
    Operation.WORKS: "Travaux",
    Operation.PURCHASE: "Achat",
    Operation.ENGINEERING: "Ingénierie",
}
HELP_KIND_NAMES = {
    HelpKind.GRANT: "Subvention",
    HelpKind.LOAN: "Prêt",
    HelpKind.RECOVERABLE_ADVANCE: "Avance récupérable",
    HelpKind.ENERGY_CERTIFICATES: "Certificats d'économies d'énergie (CEE)",
    HelpKind.OTHER: "Autre aide financière",
    HelpKind.TECHNICAL_ENGINEERING: "Ingénierie technique",
    HelpKind.FINANCIAL_ENGINEERING: "Ingénierie financière",
    HelpKind.LEGAL_ENGINEERING: "Ingénierie juridique et administrative",
}
KIND_NAMES = {
    DocumentKind.REGULATION: "Réglementation",
    DocumentKind.FUNDING: "Aide",
    DocumentKind.PROJECT: "Projet",
}


def known_beneficiary(asked: str) -> Beneficiary:
    """The beneficiary of a code («commune»); raises InputError for an unknown one."""
    if asked not in set(Beneficiary):
        values = ", ".join(f"{one.value} ({beneficiary_name(one)})" for one in Beneficiary)
        raise InputError(f"Bénéficiaire inconnu : « {asked[:SHOWN]} ». Valeurs : {values}.", field="beneficiary")
    return Beneficiary(asked)


def help_kind_name(kind: HelpKind) -> str:
    """The French name of a kind of help."""
    return HELP_KIND_NAMES[kind]


def operation_name(operation: Operation) -> str:
    """The French name of an operation."""
    return OPERATION_NAMES[operation]


def kind_name(kind: DocumentKind) -> str:
    """The French name of a kind of document."""
    return KIND_NAMES[kind]


def beneficiary_name(beneficiary: Beneficiary) -> str:
    """The French name of a beneficiary."""
    return BENEFICIARY_NAMES[beneficiary]
