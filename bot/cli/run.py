"""`rongwen run`: serve on Telegram."""

import argparse
import logging

from bot.config import Config, load_config
from bot.errors import BotError
from bot.knowledge.load import load
from bot.phrases import phrase
from bot.text.tokenize import Segmenter


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped."""
    config = load_config(arguments.knowledge)
    _log_to_stderr()
    _serve(config)
    return 0


def _serve(config: Config) -> None:
    # python-telegram-bot takes half a second to import, which no other command should pay
    from bot.telegram.app import build_application, run_polling  # noqa: PLC0415
    from bot.telegram.service import Service  # noqa: PLC0415

    if config.telegram.mode != "polling":
        raise BotError(phrase("telegram.only_polling"))
    knowledge = load(config.knowledge, Segmenter())
    logging.getLogger(__name__).info(
        "knowledge %s: %s facts, version %s", config.knowledge, len(knowledge.facts),
        knowledge.version,
    )  # fmt: skip
    run_polling(build_application(config, Service(knowledge, config.thresholds)))


def _log_to_stderr() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # the HTTP client logs every address, and a Telegram address holds the token
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
