"""Settings, read once from the environment (prefix ``JALON_``) and passed down; no module reads ``os.environ``."""

from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Unproven = Literal["mark", "withhold"]
Confirm = Literal["always", "never"]
ToolCalling = Literal["auto", "no"]


class Settings(BaseSettings):
    """What one running Jalon may be told from outside.

    ``home`` holds every file that Jalon writes. The ``llm_*`` settings name an OpenAI-compatible endpoint;
    without a base URL and a model the offline planner answers. ``unproven`` says what becomes of what an answer says
    without proof: marked «non vérifié» or taken out; ``confirm`` whether a language model that would write a sheet
    always asks the user first, or writes one that the user's message asks for. ``embedder`` and ``reranker`` name the
    models of the search; without a reranker the fused order stands. ``factors`` is a table of one's own emission
    factors, in the columns of the shipped one; ``letterhead`` a folder with the models of the authority's documents.
    The ``fetch_*`` settings bound what a remote source may cost: ports that may be asked («80,443»), seconds for a
    whole page, megabytes once decompressed. ``api_key`` is what other programs must show to use ``/v1`` and ``/mcp``,
    ``public_url`` the address under which people open the pages, when it is not the one that those programs use.
    ``user_header`` is the header in which a single sign-on proxy tells who is signed in; to be set only behind a proxy
    that takes it out of what comes from outside.
    ``retention_days`` is how long a conversation is kept after its last message, for ever when unset. ``debug`` lets an
    unexpected error show its trace.
    """

    model_config = SettingsConfigDict(env_prefix="JALON_", frozen=True, extra="ignore", populate_by_name=True)

    home: Path = Field(default_factory=lambda: user_data_path("jalon", appauthor=False))
    llm_base_url: str | None = None
    llm_model: str | None = None
    llm_api_key: SecretStr | None = None
    llm_proxy: SecretStr | None = None
    llm_connect_seconds: float = Field(default=10.0, gt=0)
    llm_timeout_seconds: float = Field(default=60.0, gt=0)
    llm_turn_seconds: float = Field(default=180.0, gt=0)
    llm_retries: int = Field(default=2, ge=0, le=5)
    llm_context_tokens: int = Field(default=32_000, ge=2_000)
    llm_answer_tokens: int = Field(default=2_000, ge=100)
    llm_tools: ToolCalling = "auto"
    unproven: Unproven = "mark"
    confirm: Confirm = "always"
    embedder: str = "corpus"
    reranker: str | None = None
    factors: Path | None = None
    letterhead: Path | None = None
    lock_timeout_seconds: float = 30.0
    message_max_characters: int = 20_000
    retention_days: int | None = Field(default=None, gt=0)
    fetch_ports: Annotated[frozenset[int], NoDecode] = frozenset({80, 443})
    fetch_timeout_seconds: float = Field(default=60.0, gt=0)
    fetch_max_megabytes: int = Field(default=50, gt=0)
    allow_private_addresses: bool = False
    ca_bundle: Path | None = Field(default=None, validation_alias="REQUESTS_CA_BUNDLE")
    aides_territoires_url: str = "https://aides-territoires.beta.gouv.fr/api"
    aides_territoires_token: SecretStr | None = None
    api_key: SecretStr | None = Field(default=None, min_length=1)
    public_url: str | None = Field(default=None, pattern=r"^https?://[^\s/]+(/.*)?$")
    user_header: str | None = Field(default=None, pattern=r"^[A-Za-z0-9-]+$")
    debug: bool = False

    @field_validator("fetch_ports", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return value.split(",") if isinstance(value, str) else value

    @field_validator("llm_api_key", mode="after")
    @classmethod
    def _without_spaces(cls, value: SecretStr | None) -> SecretStr | None:
        """A key as a header may carry it: the library would tell in its error one copied with a line end."""
        return value and SecretStr("".join(c for c in value.get_secret_value() if "!" <= c <= "~"))

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
    def own_letterhead(self) -> Path:
        """The folder of the letterhead that is set from the page «Administration»."""
        return self.home / "letterhead"

    @property
    def letterhead_folder(self) -> Path | None:
        """The folder of the letterhead: that of the server's settings, else the one set from the page, if any."""
        own = self.own_letterhead
        return self.letterhead or (own if own.is_dir() and any(own.iterdir()) else None)

    @property
    def has_language_model(self) -> bool:
        """Whether an endpoint is configured; otherwise the offline planner answers."""
        return bool(self.llm_base_url and self.llm_model)
