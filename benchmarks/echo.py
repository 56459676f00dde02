"""The same front end with an answer that costs nothing: what the engine adds is the difference."""

import sys

from bot.cli import main
from bot.telegram import route
from bot.telegram.event import Event
from bot.telegram.front import NOTHING, Front, Kept
from bot.telegram.message import Message


async def echo(front: Front, event: Event, question: str, heading: str = "") -> Kept:
    """Say what was said."""
    await front.delivery.send(event.target, Message.of(heading + question))
    return NOTHING


if __name__ == "__main__":
    vars(route)["answer"] = echo
    sys.exit(main(["run"]))
