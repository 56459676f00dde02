"""The messenger: Telegram updates in, messages with sources and buttons out."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "1")  # the library's coming way to tell spans of time
