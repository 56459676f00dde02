"""融问 (rongwen): answers Chinese questions from curated facts, each with its source."""

__version__ = "0.1.0"
