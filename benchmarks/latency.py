"""How fast one question is answered, beside plain fuzzy matching over 1,600 questions.

    python -m benchmarks.latency [--knowledge DIR] [--questions FILE.jsonl …]

Prints p50 and p99 of one question, questions a second on one core, start-up to the first answer
and peak memory, each beside `rapidfuzz.process.extractOne(WRatio)` in the same run. Questions are
those of the files (one JSON object a line: "q", or "turns" of "q"), or generated ones.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from rapidfuzz import fuzz, process

from bot.config import load_config
from bot.engine import ask
from bot.generate import generated
from bot.knowledge.load import load
from bot.session import Session
from bot.text.tokenize import Segmenter

_VARIANTS = 1600
_ROUNDS = 3


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--knowledge", type=Path)
    parser.add_argument("--questions", type=Path, nargs="*", default=[])
    arguments = parser.parse_args()
    config = load_config(arguments.knowledge)
    folder = config.knowledge
    knowledge = load(folder, Segmenter())
    variants = list(dict.fromkeys(q for q, _ in islice(generated(knowledge), 20 * _VARIANTS)))[
        :_VARIANTS
    ]
    questions = _questions(arguments.questions) or variants[:: max(1, len(variants) // 400)]
    print(f"{len(variants)} variants, {len(questions)} questions, {_ROUNDS} rounds, in turn")

    def ours(question: str) -> None:
        ask(question, Session(), knowledge, config.thresholds)

    def plain(question: str) -> None:
        process.extractOne(question, variants, scorer=fuzz.WRatio)

    for question in questions[:20]:
        ours(question)
    mine, theirs = _interleaved(ours, plain, questions)
    for name, share in (("p50", 0.5), ("p99", 0.99)):
        a, b = _quantile(mine, share), _quantile(theirs, share)
        print(f"{name}: rongwen {a:6.2f} ms   WRatio {b:6.2f} ms   ratio {a / b:.2f}")
    print(
        f"questions a second: rongwen {1000 * len(mine) / sum(mine):.0f}   "
        f"WRatio {1000 * len(theirs) / sum(theirs):.0f}"
    )
    print(f"start to first answer: {_start(folder):.2f} s (median of 3)")
    print(
        f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"
    )


def _interleaved(
    ours: Callable[[str], None], plain: Callable[[str], None], questions: Sequence[str]
) -> tuple[list[float], list[float]]:
    """Milliseconds of each call, one of each kind in turn, so that noise falls on both."""
    mine: list[float] = []
    theirs: list[float] = []
    for _ in range(_ROUNDS):
        for question in questions:
            for call, times in ((ours, mine), (plain, theirs)):
                begin = time.perf_counter()
                call(question)
                times.append(1000 * (time.perf_counter() - begin))
    return mine, theirs


def _quantile(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(share * len(times)))]


def _start(folder: Path) -> float:
    """Seconds from starting the command to its answer."""
    command = [
        sys.executable,
        "-m",
        "bot",
        "ask",
        "--knowledge",
        str(folder),
        "你好，有什么可以问的",
    ]
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - begin)
    return sorted(times)[1]


def _questions(files: Sequence[Path]) -> list[str]:
    found: list[str] = []
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            found += [turn["q"] for turn in item.get("turns", [item])]
    return found


if __name__ == "__main__":
    main()
