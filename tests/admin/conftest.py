"""A small folder to be administered, and a curator for it."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.admin.curator import Curator
from bot.text.tokenize import Segmenter
from tests.conftest import LIBRARY

NOW = datetime(2025, 1, 2, 3, 4, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "knowledge"
    shutil.copytree(LIBRARY, folder)
    return folder


@pytest.fixture
def curator(folder: Path, segmenter: Segmenter) -> Curator:
    return Curator(folder, segmenter, lambda: NOW)
