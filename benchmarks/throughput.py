"""How many questions a second a bot answers over HTTP, beside echo bots in the same run.

    python -m benchmarks.throughput [--count 3000] [--chats 200] [--rounds 2] [--different 3000]

In turn: rongwen, the echo bot on rongwen's own front end, and the echo bot of python-telegram-bot's
documentation; all updates wait at the server when the clock starts, and every bot has warmed up.
Replies to the same question after the same turns are remembered: `--different 40 --chats 3000` is a
crowd that presses the same examples, the default is the worst case, in which no two are the same.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.botapi import BotApi, serving
from benchmarks.bots import OURS, cpu_seconds, environment, questions, running

_WARM = 200
BOTS = {
    "rongwen": (OURS, "polling"),
    "rongwen, webhook": (OURS, "webhook"),
    "echo, same front end": (("-m", "benchmarks.echo"), "polling"),
    "echo, same front end, webhook": (("-m", "benchmarks.echo"), "webhook"),
    "echo, PTB run_polling": (("-m", "benchmarks.ptb_echo"), "polling"),
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--chats", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--different", type=int)
    arguments = parser.parse_args()
    asked = questions(arguments.different or arguments.count)
    rates: dict[str, list[float]] = {name: [] for name in BOTS}
    for _ in range(arguments.rounds):
        for name in BOTS:
            rate, cost = asyncio.run(_measure(name, asked, arguments.count, arguments.chats))
            rates[name].append(rate)
            print(f"{name:32} {rate:7.0f} a second   {1000 * cost:5.2f} ms of processor each")
    for name, found in rates.items():
        print(f"{name:32} {statistics.median(found):7.0f} a second (median of {len(found)})")


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
