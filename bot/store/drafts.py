"""What administrators are about to change, in their own words: so it outlives a restart."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from bot.store.database import upsert
from bot.store.schema import drafts


@dataclass(frozen=True, slots=True)
class Draft:
    """A command and what it was told so far."""

    command: str
    given: tuple[str, ...]


def keep(connection: Connection, key: str, asker: str, draft: Draft, at: float) -> None:
    """Keep a draft in place of what was kept under its key."""
    values = {"key": key, "asker": asker, "at": at, "command": draft.command,
              "given": json.dumps(draft.given, ensure_ascii=False)}  # fmt: skip
    connection.execute(upsert(connection.dialect.name, drafts, "key"), values)


def find(connection: Connection, key: str, asker: str, since: float) -> Draft | None:
    """Somebody's draft under a key, unless it is older than a time."""
    mine = (drafts.c.key == key, drafts.c.asker == asker, drafts.c.at >= since)
    row = connection.execute(select(drafts.c.command, drafts.c.given).where(*mine)).first()
    return Draft(row.command, tuple(json.loads(row.given))) if row is not None else None


def drop(connection: Connection, key: str) -> None:
    """Keep a draft no longer."""
    connection.execute(delete(drafts).where(drafts.c.key == key))


def forget(connection: Connection, asker: str) -> None:
    """Delete the drafts of one person."""
    connection.execute(delete(drafts).where(drafts.c.asker == asker))


def expire(connection: Connection, before: float) -> None:
    """Delete the drafts from before a time."""
    connection.execute(delete(drafts).where(drafts.c.at < before))
