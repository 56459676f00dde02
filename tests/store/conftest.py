"""A store on each database: SQLite always, PostgreSQL where a server can be reached."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from bot.store.database import Store, open_store

POSTGRESQL = os.environ.get(
    "RONGWEN_TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1/postgres?connect_timeout=2"
)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/store.sqlite3"
        return
    name = f"rongwen_{uuid.uuid4().hex[:12]}"
    engine = create_engine(POSTGRESQL)
    try:
        with engine.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {name}"))
    except SQLAlchemyError:
        pytest.skip("no PostgreSQL server at RONGWEN_TEST_POSTGRESQL or on 127.0.0.1")
    sign = "&" if "?" in POSTGRESQL else "?"
    yield f"{POSTGRESQL}{sign}options=-csearch_path%3D{name}"
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
    engine.dispose()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url)
    yield opened
    opened.close()
