"""A small folder to be administered, and a desk for it."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.admin.desk import Desk
from bot.text.tokenize import Segmenter
from tests.conftest import LIBRARY

NOW = datetime(2025, 1, 2, 3, 4, tzinfo=UTC)
DeskFor = Callable[..., Desk]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "knowledge"
    shutil.copytree(LIBRARY, folder)
    return folder


@pytest.fixture
def desk(folder: Path, segmenter: Segmenter) -> Desk:
    return Desk(folder, segmenter, lambda: NOW)
