"""The PTB application: which update goes where, and how it is run."""

import logging
import re
from typing import Any

from telegram import BotCommand, Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.config import Config
from bot.errors import ConfigError
from bot.phrases import phrase
from bot.telegram.service import Service

_log = logging.getLogger(__name__)
UPDATES = [Update.MESSAGE, Update.CALLBACK_QUERY]
_RETRIES = 5  # attempts to reach Telegram at the start before giving up
_COMMANDS = ("start", "help", "sources")
AnyApplication = Application[Any, Any, Any, Any, Any, Any]  # its six parameters tell nothing here


def build_application(config: Config, service: Service) -> AnyApplication:
    """The application, ready to be run.

    Raises ConfigError where the token is missing.
    """
    token = config.telegram.token.get_secret_value()
    if not token:
        raise ConfigError(phrase("telegram.no_token"))
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(config.telegram.base_url)
        .base_file_url(config.telegram.base_file_url)
        .post_init(_introduce)
        .build()
    )
    for handler in _handlers(service):
        application.add_handler(handler)
    application.add_error_handler(service.on_error)
    return application


def _handlers(service: Service) -> list[BaseHandler[Any, Any, Any]]:
    new = filters.UpdateType.MESSAGE
    commands = {
        "start": service.on_start,
        "help": service.on_help,
        "sources": service.on_sources,
    }
    words = [
        MessageHandler(new & filters.Regex(_whole(phrase(f"telegram.words.{name}"))), callback)
        for name, callback in commands.items()
    ]
    return [
        *(CommandHandler(name, callback, filters=new) for name, callback in commands.items()),
        *words,
        CallbackQueryHandler(service.on_pick),
        MessageHandler(new & filters.TEXT & ~filters.COMMAND, service.on_text),
        MessageHandler(new & filters.COMMAND, service.on_help),
        MessageHandler(new & ~filters.StatusUpdate.ALL, service.on_other),
    ]


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"^/?(?:{'|'.join(map(re.escape, words.split()))})$")


async def _introduce(application: AnyApplication) -> None:
    """Tell Telegram the commands, so that its menu shows them."""
    commands = [BotCommand(name, phrase(f"telegram.commands.{name}")) for name in _COMMANDS]
    try:
        await application.bot.set_my_commands(commands)
    except TelegramError as error:
        _log.warning("the command menu could not be set: %s", error)
    _log.info("serving as @%s", application.bot.username)


def run_polling(application: AnyApplication) -> None:
    """Serve by long polling until SIGINT or SIGTERM; what was taken is finished first.

    Raises ConfigError where Telegram does not accept the token.
    """
    try:
        application.run_polling(allowed_updates=UPDATES, bootstrap_retries=_RETRIES)
    except InvalidToken:
        raise ConfigError(phrase("telegram.bad_token")) from None
