"""`kill -9` of a change at random moments: is the folder whole, old or new, and the history right?

`python -m benchmarks.kill [--times 500] [--seed 1]`

A child process applies a change of several files and is killed at a random moment; then the folder
is read as anybody would read it.
"""

import argparse
import os
import random
import shutil
import signal
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from bot.admin.curator import Curator
from bot.admin.edit import RemoveFile, ReplaceFile, Restore, Together
from bot.admin.entities import AddAlias
from bot.admin.proposal import Proposal
from bot.knowledge.folder import State, state_of
from bot.knowledge.journal import digests, entries, reading
from bot.knowledge.load import load
from bot.text.tokenize import Segmenter

KNOWLEDGE = Path(__file__).parent.parent / "knowledge"
EXTRA = b"replies:\n"


def killed_at(delay: float, curator: Curator, proposal: Proposal) -> None:
    child = os.fork()
    if child == 0:
        curator.apply(proposal)
        os._exit(0)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def ways(folder: Path, curator: Curator) -> list[tuple[State, Proposal]]:
    """The change there and the change back, each with the state that it starts from."""
    (folder / "old.yaml").write_bytes(EXTRA)
    first = state_of(folder)
    edits = (AddAlias(_some_name(folder), ("一个新别名",)), ReplaceFile("new.yaml", EXTRA),
             RemoveFile("old.yaml"))  # fmt: skip
    there = curator.propose(Together(edits), who="kill")
    number = curator.apply(there).number
    back = curator.propose(Restore(first, number - 1), who="kill")
    return [(there.after, back), (first, there)]


def _some_name(folder: Path) -> str:
    return next(iter(load(folder, Segmenter()).entities))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    segmenter = Segmenter()
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "knowledge"
        shutil.copytree(KNOWLEDGE, folder, ignore=shutil.ignore_patterns(".history"))
        curator = Curator(folder, segmenter, lambda: datetime.now(UTC))
        (now, proposal), other = ways(folder, curator)
        longest = time_of(curator, proposal, other[1]) * 4
        for _ in range(arguments.times):
            known = len(entries(folder))
            killed_at(chance.uniform(0, longest), curator, proposal)
            pending = (folder / ".history" / "pending.json").exists()
            load(folder, segmenter)
            with reading(folder):
                state, count = digests(state_of(folder)), len(entries(folder))
            if state == digests(now) and count == known:
                outcomes["old"] += 1
            elif state == proposal_state(proposal) and count == known + 1:
                outcomes["new, finished by the reader" if pending else "new"] += 1
                now, proposal, other = other[0], other[1], (now, proposal)
            else:
                outcomes["WRONG"] += 1
    print(f"killed {arguments.times} times within {longest * 1000:.0f} ms: {dict(outcomes)}")


def proposal_state(proposal: Proposal) -> dict[str, str]:
    return dict(digests(proposal.after))


def time_of(curator: Curator, there: Proposal, back: Proposal) -> float:
    start = time.perf_counter()
    curator.apply(there)
    curator.apply(back)
    return (time.perf_counter() - start) / 2


if __name__ == "__main__":
    main()
