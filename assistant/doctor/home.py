"""Look at the home and at what Jalon works with: data folder, index, territories, emission factors, optional parts."""

import tempfile
from collections.abc import Iterator

from assistant.calculators.footprint import load_registry
from assistant.doctor.check import Check, State
from assistant.errors import JalonError, reason_of
from assistant.knowledge.generations import Generations
from assistant.language.display import format_date
from assistant.services import Services, open_services
from assistant.settings import Settings


def check_home(settings: Settings, *, reads_scans: bool) -> Iterator[Check]:
    """What the home holds; ``reads_scans`` says whether scanned pages can be recognised here."""
    writable = _writable(settings)
    yield writable
    if writable.state is State.OK:
        try:
            with open_services(settings) as services:
                yield _index(services)
                yield _territories(services)
        except JalonError as error:
            yield Check(id="home_data", label="Données", state=State.FAILED, found=str(error))
    yield _factors(settings)
    yield _embedder(settings)
    yield _scans(reads_scans)


def _writable(settings: Settings) -> Check:
    label, home = "Dossier des données", settings.home
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as error:
        found = f"« {home} » ne peut pas être écrit : {reason_of(error)}"
        advice = "Choisissez un autre dossier par JALON_HOME ou --home, ou donnez-vous les droits sur celui-ci."
        return Check(id="home", label=label, state=State.FAILED, found=found, advice=advice)
    return Check(id="home", label=label, state=State.OK, found=f"« {home} » s'écrit")


def _index(services: Services) -> Check:
    passages = services.store.passage_count()
    current = Generations(services.settings.index_path).current()
    manifest = current.manifest() if current else None
    label = "Index"
    if not passages:
        advice = "Lancez « jalon ingest DOSSIER » pour indexer vos documents, ou « jalon demo » pour essayer."
        return Check(id="index", label=label, state=State.WARNING, found="aucun document", advice=advice, value=0)
    if manifest is None:
        advice = "Lancez « jalon reindex »."
        found = f"{passages} passages, mais l'index est absent ou abîmé"
        return Check(id="index", label=label, state=State.FAILED, found=found, advice=advice, value=passages)
    found = f"{passages} passages, encodeur « {manifest.embedder} »"
    return Check(id="index", label=label, state=State.OK, found=found, value=passages)


def _territories(services: Services) -> Check:
    if services.territories.has_communes():
        return Check(id="territories", label="Territoires", state=State.OK, found="les communes sont chargées")
    return Check(
        id="territories",
        label="Territoires",
        state=State.WARNING,
        found="régions, départements et collectivités d'outre-mer seulement",
        advice="Pour reconnaître communes et intercommunalités : « jalon territories load FICHIER… ».",
    )


def _factors(settings: Settings) -> Check:
    label = "Facteurs d'émission"
    try:
        registry = load_registry(settings.factors)
    except JalonError as error:
        advice = "Vérifiez la table : « jalon factors check FICHIER.csv »."
        return Check(id="factors", label=label, state=State.FAILED, found=str(error), advice=advice)
    found = f"{len(registry.factors)} facteurs, registre {registry.version} du {format_date(registry.released_on)}"
    return Check(id="factors", label=label, state=State.OK, found=found, value=len(registry.factors))


def _embedder(settings: Settings) -> Check:
    from assistant.knowledge.models import list_models

    label = "Encodeur"
    family, _, name = settings.embedder.partition(":")
    if family != "onnx":
        return Check(id="embedder", label=label, state=State.OK, found=f"« {settings.embedder} »")
    if any(model.name == name for model in list_models(settings.models_path)):
        return Check(id="embedder", label=label, state=State.OK, found=f"« {name} » est téléchargé")
    advice, found = f"Lancez « jalon models pull {name} ».", f"« {name} » n'est pas téléchargé"
    return Check(id="embedder", label=label, state=State.WARNING, found=found, advice=advice)


def _scans(reads_scans: bool) -> Check:
    label = "Documents numérisés"
    if reads_scans:
        return Check(id="ocr", label=label, state=State.OK, found="tesseract les lit en français")
    return Check(
        id="ocr",
        label=label,
        state=State.WARNING,
        found="les pages numérisées ne sont pas lues",
        advice="Installez tesseract et sa langue française (paquets tesseract-ocr et tesseract-ocr-fra).",
    )
