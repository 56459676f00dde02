"""A saved change serves soon; a broken one is told once and changes nothing."""

import queue
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.admin.curator import Curator
from bot.admin.entities import AddAlias
from bot.knowledge.index import Knowledge
from bot.knowledge.watch import Reload, Watcher, watching
from bot.text.tokenize import Segmenter
from tests.admin.conftest import NOW

LONGEST = 10.0  # seconds
NAME = "临江市图书馆"


@pytest.fixture
def served(library: Knowledge) -> list[Knowledge]:
    return [library]


@pytest.fixture
def told(
    folder: Path, segmenter: Segmenter, served: list[Knowledge]
) -> Iterator["queue.Queue[Reload]"]:
    found: queue.Queue[Reload] = queue.Queue()
    watcher = Watcher(folder, segmenter, lambda: served[-1], served.append, found.put)
    with watching(watcher):
        time.sleep(0.3)  # until the watch is set up
        yield found


def renamed(folder: Path, old: str, new: str) -> None:
    path = folder / "library.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def test_a_saved_change_serves(
    folder: Path, served: list[Knowledge], told: "queue.Queue[Reload]"
) -> None:
    renamed(folder, "aliases: [", "aliases: [临图甲, ")
    reload = told.get(timeout=LONGEST)
    assert reload.knowledge is served[-1]
    assert len(served) == 2
    assert any("临图甲" in entity.names for entity in served[-1].entities.values())


def test_a_broken_change_is_told_once_and_mending_too(
    folder: Path, served: list[Knowledge], told: "queue.Queue[Reload]"
) -> None:
    good = (folder / "library.yaml").read_bytes()
    (folder / "library.yaml").write_bytes(b"entities: {")
    broken = told.get(timeout=LONGEST)
    assert broken.knowledge is None
    assert broken.problems[0].file == "library.yaml"
    (folder / "library.yaml").write_bytes(b"entities: {")  # saved again
    with pytest.raises(queue.Empty):
        told.get(timeout=0.7)
    (folder / "library.yaml").write_bytes(good)
    assert told.get(timeout=LONGEST).knowledge is not None
    assert len(served) == 1  # nothing new to serve


def test_what_was_applied_here_is_not_told_again(
    folder: Path, segmenter: Segmenter, served: list[Knowledge], told: "queue.Queue[Reload]"
) -> None:
    curator = Curator(folder, segmenter, lambda: NOW, serve=served.append)
    curator.apply(curator.propose(AddAlias(NAME, ("临图",)), who="甲"))
    with pytest.raises(queue.Empty):
        told.get(timeout=0.7)
    assert len(served) == 2


@pytest.mark.parametrize("name", [".library.yaml.swp", "notes.txt", ".history/x.yaml"])
def test_other_files_are_nothing_to_it(
    folder: Path, told: "queue.Queue[Reload]", name: str
) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"{")
    with pytest.raises(queue.Empty):
        told.get(timeout=0.6)


def test_new_files_and_links_are_seen(
    folder: Path, served: list[Knowledge], told: "queue.Queue[Reload]"
) -> None:
    (folder / "new.yaml").write_text("entities:\n- {name: 某甲, kind: 人物}\n", encoding="utf-8")
    assert told.get(timeout=LONGEST).knowledge is not None
    assert "某甲" in served[-1].entities
    (folder / "new.yaml").unlink()
    assert told.get(timeout=LONGEST).knowledge is not None
    assert "某甲" not in served[-1].entities


def test_a_fault_of_ours_leaves_what_serves(
    folder: Path, segmenter: Segmenter, served: list[Knowledge], monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(*_: object) -> Callable[..., Knowledge]:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.knowledge.watch.load", faulty)
    told: list[Reload] = []
    Watcher(folder, segmenter, lambda: served[-1], served.append, told.append).look()
    assert len(served) == 1
    assert told == []


def test_what_was_applied_while_the_folder_was_read_is_not_undone(
    folder: Path, served: list[Knowledge], segmenter: Segmenter
) -> None:
    curator = Curator(folder, segmenter, lambda: NOW, serve=served.append)
    renamed(folder, "aliases: [", "aliases: [临图甲, ")
    asked: list[Knowledge] = []

    def serving() -> Knowledge:
        asked.append(served[-1])
        if len(asked) == 2:  # the folder has been read
            curator.apply(curator.propose(AddAlias(NAME, ("临图乙",)), "甲"))
        return served[-1]

    Watcher(folder, segmenter, serving, served.append, lambda _: None).look()
    assert any("临图乙" in entity.names for entity in served[-1].entities.values())
