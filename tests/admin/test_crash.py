"""Killed at any step of a change, the folder holds the old state or the new one, and says which.

Every call by which a change reaches the disk is counted; a child process dies, as by `kill -9`,
just before each of them in turn.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.admin.curator import Curator
from bot.admin.edit import RemoveFile, ReplaceFile, Together
from bot.admin.entities import AddAlias
from bot.admin.proposal import Proposal
from bot.knowledge.folder import State, state_of
from bot.knowledge.journal import entries, reading
from bot.knowledge.load import load
from bot.text.tokenize import Segmenter

SEVERAL = Together(
    (
        AddAlias("临江市图书馆", ("临图",)),
        ReplaceFile("a.yaml", b"faq:\n"),
        ReplaceFile("b.yaml", b"unknown:\n"),
        RemoveFile("old.yaml"),
    )
)


def dying_after(steps: int, work: Callable[[], object]) -> bool:
    """Do some work in a child that dies before its so many-th step; gives whether it died."""
    child = os.fork()
    if child == 0:
        left = [steps]

        def counted(real: Callable[..., object]) -> Callable[..., object]:
            def step(*arguments: object, **options: object) -> object:
                if left[0] == 0:
                    os._exit(9)
                left[0] -= 1
                return real(*arguments, **options)

            return step

        os.fsync = counted(os.fsync)  # type: ignore[assignment]
        for name in ("replace", "unlink", "open", "mkdir", "chmod"):
            setattr(Path, name, counted(getattr(Path, name)))
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 9


def proposed(folder: Path, curator: Curator) -> Proposal:
    (folder / "old.yaml").write_bytes(b"replies:\n")
    return curator.propose(SEVERAL, who="甲")


def put_back(folder: Path, state: State) -> None:
    for path in (folder / name for name in state_of(folder).keys() - state.keys()):
        path.unlink()
    for name, content in state.items():
        (folder / name).write_bytes(content)


@pytest.mark.parametrize("first", [True, False], ids=["first change", "later change"])
def test_a_kill_at_any_step_leaves_old_or_new(
    folder: Path, curator: Curator, segmenter: Segmenter, *, first: bool
) -> None:
    if not first:
        curator.apply(curator.propose(AddAlias("临江市图书馆", ("江图",)), who="乙"))
    proposal = proposed(folder, curator)
    before, after = state_of(folder), dict(proposal.after)
    known = len(curator.history())
    seen = set()
    steps = 0
    while dying_after(steps, lambda: curator.apply(proposal)):
        steps += 1
        with reading(folder):  # finishes what was decided
            state, number = state_of(folder), len(entries(folder))
        assert (state, number) in ((before, known), (after, known + 1))
        seen.add("new" if state == after else "old")
        put_back(folder, before)
        known = number
    assert seen == {"old", "new"}
    assert steps > 20
    assert state_of(folder) == after
    assert load(folder, segmenter).facts
    assert not list(folder.rglob("*.rongwen-tmp"))


def test_what_was_changed_by_hand_after_a_crash_stays(folder: Path, curator: Curator) -> None:
    proposal = proposed(folder, curator)
    steps = 0
    while dying_after(steps, lambda: curator.apply(proposal)):
        if (folder / ".history" / "pending.json").exists():
            break
        steps += 1
    (folder / "library.yaml").write_bytes(b"# by hand\n")
    with reading(folder):
        state = state_of(folder)
    assert state["library.yaml"] == b"# by hand\n"
    assert "old.yaml" not in state
    assert len(curator.history()) == 1
