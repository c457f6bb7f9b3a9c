"""Open the services over one home: what every face (command line, API, pages) works with."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from assistant.calculators.footprint import FactorRegistry, load_registry
from assistant.comparables import Comparables
from assistant.funding import FundingFeedback
from assistant.knowledge import Knowledge
from assistant.knowledge.citations import CitationReader
from assistant.plans import Plans, SavedPlans
from assistant.projects import FollowUps, Journal, ProjectEditor, ProjectRepository, SharedProjects
from assistant.settings import Settings
from assistant.storage import AnswerFeedbackStore, Database, FeedbackStore, KnowledgeStore, Ledger, open_database
from assistant.territories import Territories, open_territories


@dataclass(frozen=True)
class Services:
    """The services of one home; close them by leaving ``open_services``."""

    settings: Settings
    database: Database
    store: KnowledgeStore
    knowledge: Knowledge
    citations: CitationReader
    territories: Territories
    comparables: Comparables
    projects: ProjectRepository
    follow_ups: FollowUps
    journal: Journal
    editor: ProjectEditor
    shared_projects: SharedProjects
    factors: FactorRegistry
    plans: Plans
    saved_plans: SavedPlans
    feedback: FundingFeedback
    answer_feedback: AnswerFeedbackStore


@contextmanager
def open_services(settings: Settings) -> Iterator[Services]:
    """The services of a home, created when it does not exist; raises StorageError."""
    database = open_database(settings.database_path)
    store = KnowledgeStore(database)
    knowledge = Knowledge(settings, store)
    territories, projects = open_territories(database), ProjectRepository(database)
    follow_ups, journal = FollowUps(database), Journal(database)
    try:
        yield Services(
            settings=settings,
            database=database,
            store=store,
            knowledge=knowledge,
            citations=CitationReader(store, Ledger(database)),
            territories=territories,
            comparables=Comparables(store, knowledge, territories),
            projects=projects,
            follow_ups=follow_ups,
            journal=journal,
            shared_projects=SharedProjects(database),
            editor=ProjectEditor(sheets=projects, follow_ups=follow_ups, journal=journal),
            plans=Plans(store, territories, projects),
            saved_plans=SavedPlans(database),
            feedback=FundingFeedback(FeedbackStore(database), store),
            answer_feedback=AnswerFeedbackStore(database),
            factors=load_registry(settings.factors),
        )
    finally:
        knowledge.close()
        database.close()
