"""`rongwen doctor`: is everything in place to serve, and if not, what to do."""

import argparse
import asyncio
import sys

from bot.config import Config, load_config
from bot.phrases import phrase


def run(arguments: argparse.Namespace) -> int:
    """Print what was found; gives 1 where the bot could not serve."""
    return asyncio.run(_told(load_config(arguments.knowledge)))


async def _told(config: Config) -> int:
    # the messenger's libraries take half a second to import, which no other command should pay
    from bot.telegram.doctor import Level, examine  # noqa: PLC0415

    count = 0
    async for finding in examine(config):
        sys.stdout.write(phrase(f"doctor.{finding.level}", text=finding.text) + "\n")
        sys.stdout.flush()
        count += finding.level is Level.WRONG
    sys.stdout.write(phrase("doctor.bad" if count else "doctor.good", count=count) + "\n")
    return 1 if count else 0
