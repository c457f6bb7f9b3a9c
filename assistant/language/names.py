"""French names of the domain's codes."""

from assistant.domain import Beneficiary, DocumentKind

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
KIND_NAMES = {
    DocumentKind.REGULATION: "Réglementation",
    DocumentKind.FUNDING: "Aide",
    DocumentKind.PROJECT: "Projet",
}


def kind_name(kind: DocumentKind) -> str:
    """The French name of a kind of document."""
    return KIND_NAMES[kind]


def beneficiary_name(beneficiary: Beneficiary) -> str:
    """The French name of a beneficiary."""
    return BENEFICIARY_NAMES[beneficiary]
