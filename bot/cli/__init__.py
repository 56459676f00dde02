"""The command line: `rongwen chat`, `ask`, `check`, `calibrate`, `schema`, `run`."""

from bot.cli.main import main

__all__ = ["main"]
