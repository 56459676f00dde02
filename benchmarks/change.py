"""How long a change takes to be live, by command or chat (previewed) and by saving a file.

`python -m benchmarks.change [--times 10]`
"""

import argparse
import queue
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bot.admin.curator import Curator
from bot.admin.questions import AddQuestion
from bot.config import Thresholds
from bot.engine import ask
from bot.knowledge.index import Knowledge
from bot.knowledge.load import load
from bot.knowledge.watch import Reload, Watcher, watching
from bot.session import Session
from bot.text.tokenize import Segmenter

KNOWLEDGE = Path(__file__).parent.parent / "knowledge"
LETTERS = "甲乙丙丁戊己庚辛壬癸"


def answered(knowledge: Knowledge, question: str) -> str:
    return ask(question, Session(), knowledge, Thresholds())[0].text


def timed(times: int, change: Callable[[int], None]) -> str:
    seconds = []
    for number in range(times):
        start = time.perf_counter()
        change(number)
        seconds.append(time.perf_counter() - start)
    return f"median {statistics.median(seconds):.2f} s, longest {max(seconds):.2f} s"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=10)
    arguments = parser.parse_args()
    segmenter = Segmenter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "knowledge"
        shutil.copytree(KNOWLEDGE, folder, ignore=shutil.ignore_patterns(".history"))
        served = [load(folder, segmenter)]
        curator = Curator(folder, segmenter, lambda: datetime.now(UTC), serve=served.append)
        curator.prepare()

        def by_curator(number: int) -> None:
            question, reply = f"{LETTERS[number % 10]}是不是猫", f"第{number}次没写。"
            curator.apply(curator.propose(AddQuestion((question,), reply), who="bench"))
            if answered(served[-1], question) != reply:
                raise SystemExit(f"not live: {answered(served[-1], question)}")

        told: queue.Queue[Reload] = queue.Queue()

        def by_saving(number: int) -> None:
            text = f"replies:\n  refused_lost: 第{number}次没写。\n"
            (folder / "saved.yaml").write_text(text, encoding="utf-8")
            told.get(timeout=20)
            answered(served[-1], "谁主办的")
            if served[-1].vocabulary.replies["refused_lost"] != f"第{number}次没写。":
                raise SystemExit("not live")

        print("proposed, previewed, applied, answered:", timed(arguments.times, by_curator))
        watcher = Watcher(folder, segmenter, lambda: served[-1], served.append, told.put)
        with watching(watcher):
            time.sleep(1)
            print("file saved, reloaded, answered:", timed(arguments.times, by_saving))


if __name__ == "__main__":
    main()
