"""Opening the database that a URL names, and work on it in transactions."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Dialect, Engine, Insert, Table, Update, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.sql.compiler import SQLCompiler

from bot.errors import BotError
from bot.phrases import phrase
from bot.store.schema import metadata

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",  # readers never wait for the writer
    "PRAGMA synchronous=NORMAL",  # survives any end of the process; a power cut may cost seconds
    "PRAGMA busy_timeout=5000",
)
Result = TypeVar("Result")
Work = Callable[[Connection], Result]


class StoreError(BotError):
    """The database cannot be used."""


class Store:
    """One database; everything that is done in it is done by `do`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def local(self) -> bool:
        """Whether it is a file on this machine, where a transaction takes microseconds."""
        return self._engine.dialect.name == "sqlite"

    def do(self, work: Work[Result]) -> Result:
        """Do some work in one transaction: all of it, or nothing where it raises."""
        with self._engine.begin() as connection:
            return work(connection)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()


def open_store(url: str) -> Store:
    """The store at a database URL, with its tables made where they are missing.

    Raises StoreError, which never shows the password in the URL.
    """
    try:
        engine = create_engine(url)
    except (ArgumentError, ImportError) as error:
        raise StoreError(phrase("store.wrong_url", reason=type(error).__name__)) from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
    try:
        metadata.create_all(engine)
    except SQLAlchemyError as error:
        shown = make_url(url).render_as_string(hide_password=True)
        reason = type(getattr(error, "orig", error)).__name__
        raise StoreError(phrase("store.unreachable", url=shown, reason=reason)) from None
    return Store(engine)


def _prepare(connection: Any, _: object) -> None:  # noqa: ANN401  (the driver's own)
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def run(connection: Connection, statement: Insert | Update, values: Mapping[str, object]) -> None:
    """Execute what is executed for every update: compiled once, then given to the driver as it is.

    SQLAlchemy's own way takes longer than the database.
    """
    compiled = _compiled(statement, connection.dialect)
    names = compiled.positiontup
    given = {**compiled.params, **values}
    connection.exec_driver_sql(
        str(compiled), given if names is None else tuple(given[name] for name in names)
    )


@cache
def _compiled(statement: Insert | Update, dialect: Dialect) -> SQLCompiler:
    compiled = statement.compile(dialect=dialect)
    if not isinstance(compiled, SQLCompiler):
        raise TypeError(type(compiled).__name__)
    return compiled


@cache
def upsert(dialect: str, table: Table, *keys: str) -> Insert:
    """An insert that replaces the row with the same keys; with no keys, that leaves it alone."""
    insert = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    columns = {column.name: insert.excluded[column.name] for column in table.columns}
    done: Insert = (
        insert.on_conflict_do_update(index_elements=keys, set_=columns)
        if keys
        else insert.on_conflict_do_nothing()
    )
    return done
