"""Settings, read once from the environment (prefix ``JALON_``) and passed down; no module reads ``os.environ``."""

from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Unproven = Literal["mark", "withhold"]


class Settings(BaseSettings):
    """What one running Jalon may be told from outside.

    ``home`` holds every file that Jalon writes. The ``llm_*`` settings name an OpenAI-compatible endpoint;
    without a base URL and a model the offline planner answers. ``unproven`` says what becomes of what an answer says
    without proof: marked «non vérifié» or taken out. ``embedder`` and ``reranker`` name the models of the
    search; without a reranker the fused order stands. ``factors`` is a table of one's own emission factors, in the
    columns of the shipped one; ``letterhead`` a folder with the models of the authority's documents.
    The ``fetch_*`` settings bound what a remote source may cost: ports that may be asked («80,443»), seconds for a
    whole page, megabytes once decompressed. ``debug`` lets an unexpected error show its trace.
    """

    model_config = SettingsConfigDict(env_prefix="JALON_", frozen=True, extra="ignore", populate_by_name=True)

    home: Path = Field(default_factory=lambda: user_data_path("jalon", appauthor=False))
    llm_base_url: str | None = None
    llm_model: str | None = None
    llm_api_key: SecretStr | None = None
    llm_timeout_seconds: float = 60.0
    llm_context_tokens: int = 16_000
    unproven: Unproven = "mark"
    embedder: str = "corpus"
    reranker: str | None = None
    factors: Path | None = None
    letterhead: Path | None = None
    lock_timeout_seconds: float = 30.0
    message_max_characters: int = 20_000
    fetch_ports: Annotated[frozenset[int], NoDecode] = frozenset({80, 443})
    fetch_timeout_seconds: float = Field(default=60.0, gt=0)
    fetch_max_megabytes: int = Field(default=50, gt=0)
    allow_private_addresses: bool = False
    ca_bundle: Path | None = Field(default=None, validation_alias="REQUESTS_CA_BUNDLE")
    aides_territoires_url: str = "https://aides-territoires.beta.gouv.fr/api"
    aides_territoires_token: SecretStr | None = None
    debug: bool = False

    @field_validator("fetch_ports", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return value.split(",") if isinstance(value, str) else value

    @cached_property
    def database_path(self) -> Path:
        """The SQLite file that holds documents, passages, aids, operations and projects."""
        return self.home / "jalon.sqlite"

    @cached_property
    def conversations_path(self) -> Path:
        """The SQLite file that holds the conversation states."""
        return self.home / "conversations.sqlite"

    @cached_property
    def index_path(self) -> Path:
        """The folder of the derived indexes; it can be deleted and rebuilt."""
        return self.home / "index"

    @cached_property
    def models_path(self) -> Path:
        """The folder of the downloaded models."""
        return self.home / "models"

    @cached_property
    def uploads_path(self) -> Path:
        """The folder of the documents that people send from a page."""
        return self.home / "uploads"

    @property
    def has_language_model(self) -> bool:
        """Whether an endpoint is configured; otherwise the offline planner answers."""
        return bool(self.llm_base_url and self.llm_model)
