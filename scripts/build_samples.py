"""Write the sample documents that are not Markdown: PDF, DOCX, ODT, XLSX, HTML and text from ``scripts/samples``.

Run: ``python -m scripts.build_samples`` after changing a source; the files are committed, so that a user ingests a real
mix of formats. The warning at the head of a source goes to the end of the document.
"""

from pathlib import Path

from scripts.sample_documents import WRITERS, read_source

SOURCES = Path(__file__).parent / "samples"
TARGET = Path(__file__).parents[1] / "ingestion" / "samples"

FORMATS = {
    "regulation/nuisances-lumineuses": "pdf",
    "regulation/decret-tertiaire": "pdf-two-columns",
    "regulation/commande-publique-seuils": "pdf",
    "regulation/cgct-detr": "pdf-two-columns",
    "regulation/budget-vert-annexe": "docx",
    "regulation/rgaa-accessibilite": "html",
    "regulation/fctva": "docx",
    "regulation/zan-artificialisation": "odt",
    "regulation/rgpd-collectivites": "html",
    "regulation/acces-documents-administratifs": "docx",
    "regulation/open-data-par-defaut": "pdf-two-columns",
    "regulation/licences-reutilisation": "odt",
    "regulation/saisine-electronique": "html",
    "regulation/silence-vaut-acceptation": "pdf",
    "regulation/echanges-de-donnees": "docx",
    "regulation/consultation-enquete-publique": "html",
    "regulation/recours-mediation": "txt",
    "regulation/decheteries-icpe": "pdf-two-columns",
    "regulation/chaufferie-2910": "docx",
    "regulation/compostage-dechets-verts": "odt",
    "regulation/amiante-avant-travaux": "pdf",
    "regulation/diagnostic-pemd": "pdf",
    "regulation/qualite-air-interieur": "docx",
    "regulation/plan-communal-sauvegarde": "odt",
    "regulation/bornes-recharge-irve": "pdf",
    "regulation/eaux-pluie-usees-traitees": "pdf",
    "regulation/reglement-ia": "html",
    "regulation/pesticides-espaces-publics": "html",
    "regulation/calendrier-echeances": "xlsx",
    "projects/eclairage-led-revest-des-brousses": "pdf",
    "projects/chaufferie-granules-aiguilles": "docx",
    "projects/photovoltaique-ecole-ginasservis": "odt",
    "projects/cour-ecole-saint-jean-saint-nicolas": "html",
}


def main() -> None:
    """Build every document of ``FORMATS``."""
    build(TARGET)


def build(folder: Path) -> None:
    """Build every document of ``FORMATS`` in a folder."""
    for name, kind in FORMATS.items():
        source = read_source(SOURCES / f"{name}.md")
        target = folder / f"{name}.{kind.partition('-')[0]}"
        target.parent.mkdir(parents=True, exist_ok=True)
        WRITERS[kind](source, target)


if __name__ == "__main__":
    main()
