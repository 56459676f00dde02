"""The tables. Times are seconds since the epoch; people and chats stand under pseudonyms."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

# An update stands here before Telegram is told that it arrived, and its number long after it was
# handled: so none is lost and none is handled twice. The payload goes as soon as it is handled.
inbox = Table(
    "inbox",
    metadata,
    Column("bot", BigInteger, primary_key=True, autoincrement=False),
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Float, nullable=False),
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("payload", Text),
    Index("inbox_state", "bot", "state"),
    Index("inbox_at", "at"),
)

questions = Table(
    "questions",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("at", Float, nullable=False, index=True),
    Column("asker", String(32), nullable=False, index=True),
    Column("question", Text, nullable=False),
    Column("status", String(16), nullable=False, index=True),
    Column("intent", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("answer", Text, nullable=False),
    Column("explanation", Text, nullable=False),
    Column("version", String(64), nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("asker", String(32), primary_key=True),
    Column("about", String(64), primary_key=True),  # a question's id; empty for none of them
    Column("verdict", String(8), primary_key=True),
    Column("at", Float, nullable=False, index=True),
    Column("words", Text, nullable=False),
    Index("feedback_about", "about"),
)

# What administrators have begun to say or have proposed; `given` is a JSON list of texts.
drafts = Table(
    "drafts",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("asker", String(32), nullable=False, index=True),
    Column("at", Float, nullable=False, index=True),
    Column("command", String(16), nullable=False),
    Column("given", Text, nullable=False),
)

groups = Table(
    "groups",
    metadata,
    Column("chat", String(32), primary_key=True),
    Column("on", Boolean, nullable=False),
    Column("at", Float, nullable=False),
)
