"""`python -m bot` is the same command as `rongwen`."""

from bot.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
