"""`rongwen run`: serve on Telegram."""

import argparse
import gc
import logging

from bot.config import Config, load_config
from bot.errors import BotError
from bot.knowledge.index import Knowledge
from bot.knowledge.load import load
from bot.knowledge.watch import Reload, Watcher, watching
from bot.phrases import phrase
from bot.rehearse import warm
from bot.text.tokenize import Segmenter

_log = logging.getLogger(__name__)


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
    segmenter = Segmenter()
    knowledge = load(config.knowledge, segmenter)
    _log.info(
        "knowledge %s: %s facts, version %s", config.knowledge, len(knowledge.facts),
        knowledge.version,
    )  # fmt: skip
    service = Service(knowledge)
    warm(knowledge)
    gc.freeze()  # what lasts as long as the process need not be looked through for garbage

    def swap(new: Knowledge) -> None:
        warm(new)
        service.swap(new)

    watcher = Watcher(config.knowledge, segmenter, lambda: service.knowledge, swap, _tell)
    with watching(watcher):
        run_polling(build_application(config, service))


def _tell(reload: Reload) -> None:
    """Say in the log what came of a change of the files."""
    if reload.knowledge is not None:
        _log.info("knowledge reloaded, version %s", reload.knowledge.version)
    for problem in reload.problems:
        _log.error("knowledge not reloaded: %s", problem)


def _log_to_stderr() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # the HTTP client logs every address, and a Telegram address holds the token
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
