"""How many questions a second a bot answers over HTTP, beside echo bots in the same run.

    python -m benchmarks.throughput [--count 3000] [--chats 200] [--rounds 2] [--mode polling|both]

In turn: rongwen, the echo bot on rongwen's own front end, and the echo bot of python-telegram-bot's
documentation; all updates wait at the server when the clock starts, and every bot has warmed up.
Rongwen remembers the answers to questions that stand on their own. So it is measured twice: with
questions of which no two are the same, and with a crowd's, in which the n-th most frequent of them
is asked 1/n times as often as the first (Zipf's law, as people's questions are distributed).
"""

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.botapi import BotApi, serving
from benchmarks.bots import OURS, cpu_seconds, environment, questions, running

_WARM = 200
ECHO, PTB = "echo, same front end", "echo, PTB run_polling"
BOTS = {
    "rongwen, ever new": (OURS, "polling"),
    "rongwen, ever new, webhook": (OURS, "webhook"),
    "rongwen, a crowd": (OURS, "polling"),
    "rongwen, a crowd, webhook": (OURS, "webhook"),
    ECHO: (("-m", "benchmarks.echo"), "polling"),
    f"{ECHO}, webhook": (("-m", "benchmarks.echo"), "webhook"),
    PTB: (("-m", "benchmarks.ptb_echo"), "polling"),
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--chats", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--mode", choices=("polling", "both"), default="both")
    arguments = parser.parse_args()
    different = questions(arguments.count)
    crowd = random.Random(1).choices(
        different, [1 / n for n in range(1, len(different) + 1)], k=arguments.count
    )
    bots = [name for name, (_, mode) in BOTS.items() if arguments.mode in (mode, "both")]
    rates: dict[str, list[float]] = {name: [] for name in bots}
    for _ in range(arguments.rounds):
        for name in bots:
            asked = crowd if "crowd" in name else different
            rate, cost = asyncio.run(_measure(name, asked, arguments.count, arguments.chats))
            rates[name].append(rate)
            print(f"{name:32} {rate:7.0f} a second   {1000 * cost:5.2f} ms of processor each")
    middle = {name: statistics.median(found) for name, found in rates.items()}
    print(f"medians of {arguments.rounds}; a crowd asks {len(set(crowd))} different questions")
    for name, rate in middle.items():
        echo = middle[f"{ECHO}, webhook" if "webhook" in name else ECHO]
        print(f"{name:32} {rate:7.0f} a second, {rate / echo:.2f} of the echo on the same front "
              f"end, {rate / middle[PTB]:.2f} of PTB's")  # fmt: skip


async def _measure(name: str, asked: list[str], count: int, chats: int) -> tuple[float, float]:
    command, mode = BOTS[name]
    api = BotApi()
    with tempfile.TemporaryDirectory() as folder:
        async with serving(api) as address:
            env = environment(address, Path(folder), mode)
            async with running(command, env, Path(folder) / "log") as process:
                for number in range(_WARM):
                    api.ask(1 + number % chats, asked[number % len(asked)])
                if not await api.until(_WARM, 60):
                    raise SystemExit((Path(folder) / "log").read_text())
                begin, used = time.monotonic(), cpu_seconds(process.pid)
                for number in range(count):
                    api.ask(1 + number % chats, asked[number % len(asked)])
                await api.until(_WARM + count, 120)
                took = api.last - begin
                cost = (cpu_seconds(process.pid) - used) / count
    return count / took, cost


if __name__ == "__main__":
    main()
