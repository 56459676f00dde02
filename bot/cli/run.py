"""`rongwen run`: serve on Telegram, and take up what changes in the knowledge folder."""

import argparse
import logging
from datetime import datetime

from bot.admin.curator import Curator
from bot.config import load_config
from bot.knowledge.index import Knowledge
from bot.knowledge.load import load
from bot.knowledge.watch import Reload, Watcher, watching
from bot.lasting import building
from bot.logs import log_to_stderr
from bot.rehearse import warm
from bot.text.tokenize import Segmenter

_log = logging.getLogger(__name__)


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped."""
    config = load_config(arguments.knowledge)
    telegram = config.telegram
    log_to_stderr(s.get_secret_value() for s in (telegram.token, telegram.webhook.secret))
    with building():
        segmenter = Segmenter()
        knowledge = load(config.knowledge, segmenter)
        warm(knowledge)
    _log.info(
        "knowledge %s: %s facts, version %s", config.knowledge, len(knowledge.facts),
        knowledge.version,
    )  # fmt: skip
    # the messenger's libraries take half a second to import, which no other command should pay
    from bot.telegram.administration.news import News  # noqa: PLC0415
    from bot.telegram.administration.office import Keeper  # noqa: PLC0415
    from bot.telegram.app import run as serve  # noqa: PLC0415
    from bot.telegram.live import Live  # noqa: PLC0415

    live = Live(knowledge, config.thresholds)

    def swap(new: Knowledge) -> None:
        warm(new)
        live.swap(new)

    news = News()

    def tell(reload: Reload) -> None:
        _tell(reload)
        news.post(reload)

    watcher = Watcher(config.knowledge, segmenter, lambda: live.knowledge, swap, tell)
    curator = Curator(
        config.knowledge, segmenter, _now, serve=live.swap, serving=lambda: live.knowledge,
        git=config.commit,
    )  # fmt: skip
    with watching(watcher):
        serve(config, live, Keeper(curator, watcher.look_again, news))
    return 0


def _now() -> datetime:
    return datetime.now().astimezone()


def _tell(reload: Reload) -> None:
    """Say in the log what came of a change of the files."""
    if reload.knowledge is not None:
        _log.info("knowledge reloaded, version %s", reload.knowledge.version)
    for problem in reload.problems:
        _log.error("knowledge not reloaded: %s", problem)
