"""Tables: files of the ledger, their documents, passages, aids and operations; sheets, plans, feedback; territories."""

from sqlalchemy import JSON, BigInteger, Column, Date, ForeignKey, Index, Integer, MetaData, String, Table, Text

METADATA = MetaData()

# The rows of ``state``.
REVISION = "revision"  # grows with each committed change of the passages
FORGOTTEN = "forgotten"  # up to this revision the deletions are no longer kept
TERRITORIES = "territories"  # grows with each change of the loaded territories

files = Table(
    "files",
    METADATA,
    Column("path", String, primary_key=True),
    Column("root", String, nullable=False, index=True),
    Column("source", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("options", String, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("failures", JSON, nullable=False),
    Column("origin", String),
    Column("warnings", JSON, nullable=False, server_default="[]"),
    Column("ingested_at", String),
)

documents = Table(
    "documents",
    METADATA,
    Column("document_id", String, primary_key=True),
    Column("path", ForeignKey("files.path", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("source", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("url", String),
    Column("reference", String),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("legal_status", String),
    Column("verified_on", Date),
    Column("territory", String),
    Column("themes", JSON),
    Column("collection", String),
    Column("content_hash", String, nullable=False),
)

passages = Table(
    "passages",
    METADATA,
    Column("passage_id", String, primary_key=True),
    Column("document_id", ForeignKey("documents.document_id", ondelete="CASCADE"), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("page", Integer),
    Column("heading_path", JSON, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("revision", Integer, nullable=False, index=True),
)

tombstones = Table(
    "tombstones",
    METADATA,
    Column("passage_id", String, primary_key=True),
    Column("revision", Integer, nullable=False, index=True),
)

aids = Table(
    "aids",
    METADATA,
    Column("document_id", ForeignKey("documents.document_id", ondelete="CASCADE"), primary_key=True),
    Column("slug", String, nullable=False),
    Column("data", Text, nullable=False),
    Index("ix_aids_slug", "slug"),
)

operations = Table(
    "operations",
    METADATA,
    Column("document_id", ForeignKey("documents.document_id", ondelete="CASCADE"), primary_key=True),
    Column("data", Text, nullable=False),
)

state = Table(
    "state",
    METADATA,
    Column("name", String, primary_key=True),
    Column("value", Integer, nullable=False),
)

sheets = Table(
    "sheets",
    METADATA,
    Column("project_id", String, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("updated_at", String, nullable=False),
    Column("data", Text, nullable=False),
    Column("row", Text),  # what a list needs of it; absent from the versions of an earlier Jalon
)

follow_ups = Table(
    "follow_ups",
    METADATA,
    Column("project_id", String, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("data", Text, nullable=False),
)

shared_projects = Table(
    "shared_projects",
    METADATA,
    Column("project_id", String, primary_key=True),
    Column("source", String, nullable=False, index=True),
    Column("row", Text, nullable=False),
)

journal = Table(
    "journal",
    METADATA,
    Column("entry_id", Integer, primary_key=True),
    Column("project_id", String, nullable=False, index=True),
    Column("at", String, nullable=False),
    Column("author", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("version", Integer),
)

plans = Table(
    "plans",
    METADATA,
    Column("plan_id", String, primary_key=True),
    Column("title", Text, nullable=False),
    Column("updated_at", String, nullable=False),
    Column("data", Text, nullable=False),
    Column("author", String, nullable=False, server_default=""),  # the person signed in, if any
)

feedback = Table(
    "feedback",
    METADATA,
    Column("feedback_id", String, primary_key=True),
    Column("request_id", String, nullable=False, index=True),
    Column("query", Text, nullable=False),
    Column("facets", JSON, nullable=False),
    Column("slug", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("given_at", String, nullable=False),
    Column("author", String, nullable=False, server_default=""),  # the person signed in, if any
)

answer_feedback = Table(
    "answer_feedback",
    METADATA,
    Column("feedback_id", String, primary_key=True),
    Column("conversation_id", String, nullable=False, index=True),
    Column("message_id", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("comment", Text, nullable=False),
    Column("asked", JSON, nullable=False),
    Column("answer", Text, nullable=False),
    Column("made_with", JSON),
    Column("given_at", String, nullable=False),
    Column("author", String, nullable=False, server_default=""),  # the person signed in, if any
)

territories = Table(
    "territories",
    METADATA,
    Column("code", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("level", String, nullable=False),
    Column("parents", String, nullable=False),  # this list and those below are joined by «|»
    Column("population", Integer),
    Column("postcodes", String, nullable=False),
    Column("siren", String),
    Column("former_names", Text, nullable=False),
    Column("former_codes", Text, nullable=False),
)
