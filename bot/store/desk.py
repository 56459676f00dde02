"""The store as the event loop uses it: what is asked for at the same time is one transaction.

A file's transactions take microseconds and are done in place, since handing them to a thread would
cost more than they do; those of a database server are done in a thread.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection

from bot.store.database import Store, Work

Result = TypeVar("Result")
_MOST = 200  # jobs that share a transaction


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    work: Work[Any]
    done: asyncio.Future[Any] = field(default_factory=asyncio.Future)

    def settle(self, outcome: object) -> None:
        """Hand the outcome to whoever waits for it, if anybody still does."""
        if self.done.done():
            return
        if isinstance(outcome, Exception):
            self.done.set_exception(outcome)
        else:
            self.done.set_result(outcome)


class Desk:
    """Takes jobs for the store and does them in the order in which they came."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._waiting: list[_Job] = []
        self._task: asyncio.Task[None] | None = None

    async def do(self, work: Work[Result]) -> Result:
        """The result of work in a transaction that may hold other work too."""
        job = _Job(work)
        self._waiting.append(job)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._commit())
        result: Result = await job.done
        return result

    async def close(self) -> None:
        """Finish what was asked for, then let go of the database."""
        while self._task is not None and not self._task.done():
            with suppress(asyncio.CancelledError):
                await self._task
        self.store.close()

    async def _commit(self) -> None:
        while self._waiting:
            jobs, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
            if self.store.local:
                outcomes = _outcomes(self.store, jobs)
            else:
                outcomes = await asyncio.to_thread(_outcomes, self.store, jobs)
            for job, outcome in zip(jobs, outcomes, strict=True):
                job.settle(outcome)


def _outcomes(store: Store, jobs: Sequence[_Job]) -> list[object]:
    """The result of each job, or the exception that it raised; one never spoils the others."""

    def together(connection: Connection) -> list[object]:
        return [job.work(connection) for job in jobs]

    try:
        return store.do(together)
    except Exception as error:
        if len(jobs) == 1:
            return [error]
        return [outcome for job in jobs for outcome in _outcomes(store, [job])]
