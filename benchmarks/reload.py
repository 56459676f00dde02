"""Live reload under load: questions at a steady pace while the knowledge changes again and again.

`python -m benchmarks.reload [--seconds 60] [--reloads 200] [--pace 10000]`

Two states of the knowledge are saved in turn, every fifth time a broken one. Each question is asked
at its appointed moment, so that waiting counts. Every reply must be, word for word, the one that one
of the two states gives: nothing lost, nothing mixed.
"""

import argparse
import gc
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from itertools import cycle
from pathlib import Path

from bot.config import Thresholds
from bot.engine import ask
from bot.knowledge.index import Knowledge
from bot.knowledge.load import load
from bot.knowledge.watch import Reload, Watcher, watching
from bot.preview.answers import questions_of
from bot.rehearse import warm
from bot.session import Session
from bot.text.tokenize import Segmenter

KNOWLEDGE = Path(__file__).parent.parent / "knowledge"
MARK = "replies:\n  refused_lost: 没有写。（第 {number} 种状态）\n"
BROKEN = "entities: {"
EVERY_BROKEN, STATES = 5, 3  # no state follows itself, not even after a broken one


class Served:
    """What serves, and what came of each reload."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.swaps = 0
        self.quarantined = 0
        self.told = threading.Event()

    def swap(self, knowledge: Knowledge) -> None:
        warm(knowledge)
        self.knowledge = knowledge
        self.swaps += 1

    def tell(self, reload: Reload) -> None:
        self.quarantined += bool(reload.problems)
        self.told.set()


def asked(
    served: Served, questions: Iterator[str], count: int, gap: float
) -> list[tuple[float, str, str]]:
    """Ask so many questions at their appointed moments: delay in seconds, question, reply."""
    found = []
    start = time.perf_counter()
    for number in range(count):
        due = start + number * gap
        time.sleep(max(0.0, due - time.perf_counter()))
        question = next(questions)
        reply, _ = ask(question, Session(), served.knowledge, Thresholds())
        found.append((time.perf_counter() - due, question, reply.text))
    return found


def saved(folder: Path, number: int) -> None:
    content = BROKEN if number % EVERY_BROKEN == 0 else MARK.format(number=1 + number % STATES)
    path = folder / ".mark.tmp"
    path.write_text(content, encoding="utf-8")
    path.replace(folder / "mark.yaml")


def save_often(folder: Path, served: Served, times: int, seconds: float) -> None:
    """Save evenly spread; the next time only after it was told what came of the last."""
    start = time.perf_counter()
    for number in range(1, times + 1):
        served.told.clear()
        saved(folder, number)
        served.told.wait(10)
        time.sleep(max(0.0, start + number * seconds / times - time.perf_counter()))


def percentile(delays: list[float], share: float) -> float:
    return statistics.quantiles(delays, n=1000)[int(share * 1000) - 1] * 1000


def replies_of(folder: Path, segmenter: Segmenter, questions: list[str]) -> Mapping[str, set[str]]:
    """Question → the replies of every state of the folder."""
    found: dict[str, set[str]] = {question: set() for question in questions}
    for number in range(1, STATES + 1):
        saved(folder, number)
        knowledge = load(folder, segmenter)
        for question in questions:
            found[question].add(ask(question, Session(), knowledge, Thresholds())[0].text)
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--reloads", type=int, default=200)
    parser.add_argument("--pace", type=int, default=10_000, help="questions a minute")
    arguments = parser.parse_args()
    segmenter = Segmenter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "knowledge"
        shutil.copytree(KNOWLEDGE, folder, ignore=shutil.ignore_patterns(".history"))
        questions = [
            *dict.fromkeys(questions_of(load(folder, segmenter))),
            "讲个笑话",
            "股票涨了吗",
        ]
        right = replies_of(folder, segmenter, questions)
        served = Served(load(folder, segmenter))
        warm(served.knowledge)
        gc.freeze()
        gap = 60 / arguments.pace
        count = int(arguments.seconds / gap)
        plain = asked(served, cycle(questions), count, gap)
        watcher = Watcher(folder, segmenter, lambda: served.knowledge, served.swap, served.tell)
        saving = threading.Thread(
            target=save_often, args=(folder, served, arguments.reloads, arguments.seconds)
        )
        with watching(watcher):
            saving.start()
            busy = asked(served, cycle(questions), count, gap)
            saving.join()
    wrong = [(question, text) for _, question, text in busy if text not in right[question]]
    quiet, loaded = ([delay for delay, _, _ in run] for run in (plain, busy))
    for name, delays in (("without reloads", quiet), ("during reloads", loaded)):
        print(f"{name}: {len(delays)} questions, p50 {percentile(delays, 0.5):.2f} ms, "
              f"p99 {percentile(delays, 0.99):.2f} ms, worst {max(delays) * 1000:.1f} ms")  # fmt: skip
    print(f"ratio of p99: {percentile(loaded, 0.99) / percentile(quiet, 0.99):.2f}")
    print(f"saves {arguments.reloads}, swaps {served.swaps}, quarantined {served.quarantined}, "
          f"replies that no state gives: {len(wrong)}")  # fmt: skip


if __name__ == "__main__":
    main()
