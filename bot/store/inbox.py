"""The updates under way: stored before they are acknowledged, told apart by their number."""

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, delete, func, select, update

from bot.store.database import run, upsert
from bot.store.schema import inbox

_MOST_ATTEMPTS = 3  # starts of the program that one update may see before it is given up
_PENDING, _DONE, _FAILED = "pending", "done", "failed"


def accept(
    connection: Connection, bot: int, payloads: Mapping[int, str], at: float
) -> tuple[int, ...]:
    """Store updates by number; gives the numbers that were not known before, in order."""
    numbers = sorted(payloads)
    known = set(
        connection.scalars(
            select(inbox.c.update_id).where(inbox.c.bot == bot, inbox.c.update_id.in_(numbers))
        )
    )
    fresh = tuple(number for number in numbers if number not in known)
    if fresh:
        rows = [
            {"bot": bot, "update_id": number, "at": at, "state": _PENDING, "attempts": 0,
             "payload": payloads[number]}
            for number in fresh
        ]  # fmt: skip
        connection.execute(upsert(connection.dialect.name, inbox), rows)
    return fresh


def pending(connection: Connection, bot: int) -> tuple[tuple[int, str], ...]:
    """What an earlier run left unhandled, in order; what was tried too often is given up."""
    mine = (inbox.c.bot == bot, inbox.c.state == _PENDING)
    connection.execute(
        update(inbox)
        .where(*mine, inbox.c.attempts >= _MOST_ATTEMPTS)
        .values(state=_FAILED, payload=None)
    )
    rows = connection.execute(
        select(inbox.c.update_id, inbox.c.payload).where(*mine).order_by(inbox.c.update_id)
    ).all()
    connection.execute(update(inbox).where(*mine).values(attempts=inbox.c.attempts + 1))
    return tuple((row.update_id, row.payload or "") for row in rows)


_FINISH = (
    update(inbox)
    .where(inbox.c.bot == bindparam("of_bot"), inbox.c.update_id == bindparam("number"))
    .values(state=_DONE, payload=None)
)


def finish(connection: Connection, bot: int, update_id: int) -> None:
    """An update is handled: its number stays, its content goes."""
    run(connection, _FINISH, {"of_bot": bot, "number": update_id})


def give_up(connection: Connection, bot: int, update_id: int) -> None:
    """An update cannot be handled; the log tells why, and nobody's words are kept for it."""
    connection.execute(
        update(inbox)
        .where(inbox.c.bot == bot, inbox.c.update_id == update_id)
        .values(state=_FAILED, payload=None)
    )


def unfinished(connection: Connection) -> int:
    """How many updates wait to be handled, of all bots."""
    count = select(func.count()).select_from(inbox).where(inbox.c.state == _PENDING)
    return connection.scalar(count) or 0


def clear(connection: Connection, before: float) -> None:
    """Drop the numbers of updates from before a time, whatever became of them."""
    connection.execute(delete(inbox).where(inbox.c.at < before))
