"""Settings, and every cut-off of the engine in one place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Scores (0–1) below or above which the engine decides differently."""

    answer: float = 0.5  # the best interpretation must reach this to be answered
    quote: float = 0.6  # … or this, where it quotes the source
    refuse: float = 0.6  # a declared unknown must reach this to be given as the reason
    written: float = 0.85  # a faq or unknown entry that is this alike overrides everything else
    tie: float = 0.03  # interpretations closer than this are near-ties
    suggest: float = 0.3  # interpretations above this are worth suggesting
