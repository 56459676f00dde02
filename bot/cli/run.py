"""`rongwen run`: serve on Telegram."""

import argparse
import logging

from bot.config import load_config
from bot.knowledge.load import load
from bot.logs import log_to_stderr
from bot.text.tokenize import Segmenter


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped."""
    config = load_config(arguments.knowledge)
    telegram = config.telegram
    log_to_stderr(s.get_secret_value() for s in (telegram.token, telegram.webhook.secret))
    knowledge = load(config.knowledge, Segmenter())
    logging.getLogger(__name__).info(
        "knowledge %s: %s facts, version %s", config.knowledge, len(knowledge.facts),
        knowledge.version,
    )  # fmt: skip
    # the messenger's libraries take half a second to import, which no other command should pay
    from bot.telegram.app import run as serve  # noqa: PLC0415
    from bot.telegram.live import Live  # noqa: PLC0415

    serve(config, Live(knowledge, config.thresholds))
    return 0
