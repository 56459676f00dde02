"""Propose, preview, apply, look back, roll back; two administrators; git; what keeps it apart."""

import os
import subprocess
import threading
from pathlib import Path

import pytest

from bot.admin.curator import Curator
from bot.admin.edit import ReplaceFile
from bot.admin.entities import AddAlias, AddEntity, Remove, SetFact
from bot.admin.errors import EditError, StaleError
from bot.admin.questions import AddQuestion
from bot.config import Thresholds
from bot.engine import ask
from bot.errors import BotError
from bot.knowledge.folder import state_of
from bot.knowledge.index import Knowledge
from bot.knowledge.load import load
from bot.session import Session
from bot.text.tokenize import Segmenter
from tests.admin.conftest import NOW

ALIAS = AddAlias("临江市图书馆", ("临图",))


def test_a_proposal_touches_nothing(curator: Curator, folder: Path) -> None:
    before = state_of(folder)
    proposal = curator.propose(ALIAS, who="甲")
    assert proposal.possible
    assert not proposal.doubtful
    assert "临图" in "\n".join(proposal.lines())
    assert state_of(folder) == before
    assert curator.history() == ()
    assert sorted(path.name for path in folder.iterdir()) == ["library.yaml", "source.md"]


def test_an_applied_change_is_there_and_kept(
    curator: Curator, folder: Path, segmenter: Segmenter
) -> None:
    version = curator.apply(curator.propose(ALIAS, who="甲", why="有人这么叫"))
    assert "临图" in load(folder, segmenter).entities["临江市图书馆"].names
    assert curator.history() == (version,)
    assert (version.number, version.at, version.who, version.why) == (1, NOW, "甲", "有人这么叫")
    assert version.what == "给“临江市图书馆”加别名“临图”"
    assert version.files == ("library.yaml",)
    assert "条目" in version.report


def test_what_breaks_the_knowledge_cannot_be_applied(curator: Curator, folder: Path) -> None:
    before = state_of(folder)
    proposal = curator.propose(ReplaceFile("library.yaml", b"entities:\n\t- x"), who="甲")
    assert not proposal.possible
    assert "library.yaml:2" in "\n".join(proposal.lines())
    with pytest.raises(EditError):
        curator.apply(proposal)
    assert state_of(folder) == before


def test_what_breaks_tests_is_doubtful(curator: Curator) -> None:
    assert curator.propose(Remove("临江市图书馆新馆开馆仪式", "主持人"), who="甲").doubtful


def test_what_changes_nothing_is_told(curator: Curator, folder: Path) -> None:
    same = ReplaceFile("library.yaml", (folder / "library.yaml").read_bytes())
    with pytest.raises(EditError, match="没有什么要改的"):
        curator.propose(same, who="甲")


def test_a_broken_folder_can_be_mended(
    curator: Curator, folder: Path, segmenter: Segmenter
) -> None:
    good = (folder / "library.yaml").read_bytes()
    (folder / "library.yaml").write_bytes(b"entities: {")
    proposal = curator.propose(ReplaceFile("library.yaml", good), who="甲")
    curator.apply(proposal)
    assert load(folder, segmenter).facts
    broken = curator.back_to(0)
    assert not curator.propose(broken, who="甲").possible


def test_what_cannot_be_read_keeps_a_change_from_being_applied(
    curator: Curator, folder: Path
) -> None:
    os.mkfifo(folder / "pipe.yaml")
    proposal = curator.propose(ALIAS, who="甲")
    assert [problem.code for problem in proposal.problems] == ["RW009"]


def test_the_second_of_two_administrators_is_told(curator: Curator, folder: Path) -> None:
    first = curator.propose(ALIAS, who="甲")
    second = curator.propose(AddAlias("临江市图书馆", ("江图",)), who="乙")
    curator.apply(first)
    with pytest.raises(StaleError, match="请重新预览"):
        curator.apply(second)
    curator.apply(curator.propose(second.edit, who="乙"))
    text = (folder / "library.yaml").read_text(encoding="utf-8")
    assert "临图" in text
    assert "江图" in text


def test_a_change_by_hand_is_not_lost(curator: Curator, folder: Path) -> None:
    proposal = curator.propose(ALIAS, who="甲")
    with (folder / "library.yaml").open("a", encoding="utf-8") as file:
        file.write("# 手工加的一行\n")
    with pytest.raises(StaleError):
        curator.apply(proposal)
    curator.apply(curator.propose(ALIAS, who="甲"))
    assert "# 手工加的一行" in (folder / "library.yaml").read_text(encoding="utf-8")


def test_two_administrators_at_once_lose_nothing(folder: Path, segmenter: Segmenter) -> None:
    def add(number: int) -> None:
        curator = Curator(folder, segmenter, lambda: NOW)
        while True:
            try:
                curator.apply(curator.propose(AddEntity(f"某人{number}", "人物"), who=str(number)))
            except StaleError:
                continue
            return

    threads = [threading.Thread(target=add, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    names = load(folder, segmenter).entities
    assert all(f"某人{number}" in names for number in range(2))
    versions = Curator(folder, segmenter, lambda: NOW).history()
    assert [version.number for version in versions] == [2, 1]


def test_any_state_comes_back(curator: Curator, folder: Path) -> None:
    states = [state_of(folder)]
    changes = (ALIAS, AddQuestion(("馆里有猫吗",), "没写。"), ReplaceFile("new.yaml", b"faq:\n"))
    for change in changes:
        curator.apply(curator.propose(change, who="甲"))
        states.append(state_of(folder))
    for number in (1, 0):
        version = curator.apply(curator.propose(curator.back_to(number), who="乙"))
        assert state_of(folder) == states[number]
        assert version.what == f"回到第 {number} 次改动之后"
    for number in (99, -1):
        with pytest.raises(EditError, match="历史里没有"):
            curator.back_to(number)


def test_what_is_applied_serves_at_once(
    folder: Path, segmenter: Segmenter, library: Knowledge
) -> None:
    served = [library]
    curator = Curator(folder, segmenter, lambda: NOW, serve=served.append)
    event = "临江市图书馆新馆开馆仪式"
    edit = SetFact(event, "主持人", ("高树声",), ("副市长高树声",))
    proposal = curator.propose(edit, who="甲")
    assert proposal.possible, "\n".join(proposal.lines())
    curator.apply(proposal)
    reply, _ = ask("谁主持的", Session(), served[-1], Thresholds())
    assert "高树声" in reply.text


def test_a_folder_that_cannot_be_written_is_told(
    curator: Curator, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state_of(folder)
    proposal = curator.propose(ALIAS, who="甲")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BotError, match="磁盘已满"):
        curator.apply(proposal)
    monkeypatch.undo()
    assert state_of(folder) == before
    curator.apply(curator.propose(ALIAS, who="甲"))


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603
        ["git", "-C", str(folder), "-c", "user.name=t", "-c", "user.email=t@t", *arguments],  # noqa: S607
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def test_in_a_repository_just_these_files_are_committed(folder: Path, segmenter: Segmenter) -> None:
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "begin")
    (folder / "other.txt").write_text("x")
    git(folder, "add", "other.txt")
    curator = Curator(folder, segmenter, lambda: NOW, git=True)
    curator.apply(curator.propose(ALIAS, who="甲 <甲@乙>", why="有人这么叫"))
    assert git(folder, "show", "--name-only", "--format=%an: %B").split() == [
        "甲", "甲@乙:", "给“临江市图书馆”加别名“临图”", "有人这么叫", "library.yaml",
    ]  # fmt: skip
    assert git(folder, "status", "--porcelain").split("\n") == ["A  other.txt", ""]
    curator.apply(curator.propose(ReplaceFile("new.yaml", b"faq:\n"), who="甲"))
    curator.apply(curator.propose(curator.back_to(1), who="甲"))
    assert git(folder, "status", "--porcelain").split("\n") == ["A  other.txt", ""]
    assert len(git(folder, "log", "--oneline").splitlines()) == 4


def test_without_a_repository_git_is_not_missed(folder: Path, segmenter: Segmenter) -> None:
    curator = Curator(folder, segmenter, lambda: NOW, git=True)
    curator.apply(curator.propose(ALIAS, who="甲"))
    assert len(curator.history()) == 1
