"""What is told while a tool works, by its name."""

from collections.abc import Mapping

TOOL_LABELS: Mapping[str, str] = {
    "search_regulations": "Je cherche ce que la réglementation exige…",
    "search_funding": "Je cherche les aides…",
    "explain_eligibility": "J'examine les critères de l'aide…",
    "search_projects": "Je cherche des opérations comparables…",
    "estimate_footprint": "Je calcule l'empreinte…",
    "compare_scenarios": "Je compare les scénarios…",
    "build_financing_plan": "Je contrôle le plan de financement…",
    "rate_green_budget": "Je cote les dépenses pour le budget vert…",
    "read_passage": "Je relis le passage…",
    "check_completeness": "Je compare la fiche à ce que le dossier demande…",
    "rewrite_sheet_field": "Je propose d'autres formulations…",
    "keep_variant": "J'enregistre la formulation choisie…",
    "read_sheet": "Je relis la fiche projet…",
    "update_sheet": "Je mets à jour la fiche projet…",
    "save_project_sheet": "J'enregistre la fiche projet…",
}
