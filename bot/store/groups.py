"""The groups whose administrators switched the bot off."""

from sqlalchemy import Connection, select

from bot.store.database import upsert
from bot.store.schema import groups


def switch(connection: Connection, chat: str, *, on: bool, at: float) -> None:
    """Switch answers in a group on or off."""
    values = {"chat": chat, "on": on, "at": at}
    connection.execute(upsert(connection.dialect.name, groups, "chat"), values)


def switched_off(connection: Connection) -> frozenset[str]:
    """The groups in which the bot is silent."""
    return frozenset(connection.scalars(select(groups.c.chat).where(groups.c.on.is_(False))))
