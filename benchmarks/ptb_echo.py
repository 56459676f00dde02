"""The echo bot of python-telegram-bot's documentation: what others start from."""

import os
from typing import Any

from telegram import Update
from telegram.ext import ApplicationBuilder, MessageHandler, filters


async def echo(update: Update, _: Any) -> None:  # noqa: ANN401  (the library's context)
    """Say what was said."""
    if update.message is not None and update.message.text is not None:
        await update.message.reply_text(update.message.text)


if __name__ == "__main__":
    builder = ApplicationBuilder().token(os.environ["RONGWEN_TELEGRAM__TOKEN"])
    application = builder.base_url(os.environ["RONGWEN_TELEGRAM__BASE_URL"]).build()
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    application.run_polling(allowed_updates=["message"])
