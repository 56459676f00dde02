"""The log on standard error, in which no secret ever stands."""

import logging
from collections.abc import Iterable

_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
_HIDDEN = "<secret>"


class Redacting(logging.Formatter):
    """Formats records, tracebacks included, with every secret taken out."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(_FORMAT)
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        """The line for a record."""
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, _HIDDEN)
        return line


def log_to_stderr(secrets: Iterable[str]) -> None:
    """Log everything from INFO on; what libraries tell of each request is left out."""
    handler = logging.StreamHandler()
    handler.setFormatter(Redacting(secrets))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in ("uvicorn.error", "telegram"):
        logging.getLogger(name).setLevel(logging.WARNING)
