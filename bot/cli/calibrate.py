"""`rongwen calibrate`: what the thresholds are worth on a knowledge, and what would be better."""

import argparse
import sys
from collections.abc import Iterable, Iterator

from bot.calibrate import WRONG_COSTS, Calibration, Finding, Sample, Tally, calibrate
from bot.cli.start import knowledge_for, thresholds_for
from bot.phrases import phrase
from bot.trials import ANSWERABLE, Origin

_MOST_SHOWN = 20  # wrong replies that are listed


def run(arguments: argparse.Namespace) -> int:
    """Print the report."""
    found = calibrate(knowledge_for(arguments), thresholds_for(arguments))
    lines = report(found, questions=arguments.questions)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def report(found: Calibration, *, questions: bool) -> Iterator[str]:
    """A calibration as lines for a terminal; with the `questions` that each value gets wrong."""
    yield _head(found)
    for one in found.findings:
        yield ""
        yield from _finding(one, questions=questions)
    yield ""
    yield phrase("calibrate.whole")
    yield _tally("present", found.present)
    yield from _listed("wrong", found.present.wrong, most=_MOST_SHOWN)
    yield _tally("suggested", found.suggested)
    yield ""
    yield from _advice(found.findings)


def _head(found: Calibration) -> str:
    answerable = [origin for origin in found.origins if origin in ANSWERABLE]
    others = [origin for origin in found.origins if origin not in ANSWERABLE]
    return phrase(
        "calibrate.head", count=sum(found.origins.values()),
        answerable=sum(found.origins[origin] for origin in answerable),
        others=sum(found.origins[origin] for origin in others),
        those=_kinds(answerable, found), these=_kinds(others, found),
    )  # fmt: skip


def _kinds(origins: Iterable[Origin], found: Calibration) -> str:
    return "、".join(
        phrase("calibrate.kind", origin=_origin(origin), count=found.origins[origin])
        for origin in origins
    )


def _finding(one: Finding, *, questions: bool) -> Iterator[str]:
    yield phrase(
        "calibrate.title", name=one.name, label=phrase(f"calibrate.name.{one.name}"),
        present=_number(one.present), suggested=_number(one.suggested), verdict=_verdict(one),
    )  # fmt: skip
    yield _extreme("rights", one.rights)
    yield _extreme("wrongs", one.wrongs)
    if one.rights and one.wrongs:
        yield phrase("calibrate.gap", gap=f"{one.gap:+.2f}")
    for value in dict.fromkeys((one.present, one.suggested)):
        yield from _at(value, one, questions=questions)


def _verdict(one: Finding) -> str:
    if not one.enough:
        return phrase("calibrate.few")
    return phrase("calibrate.safe" if one.safe else "calibrate.unsafe", times=WRONG_COSTS)


def _extreme(key: str, samples: tuple[Sample, ...]) -> str:
    if not samples:
        return phrase(f"calibrate.no_{key}")
    return phrase(f"calibrate.{key}", count=len(samples), **_slots(samples[0]))


def _at(value: float, one: Finding, *, questions: bool) -> Iterator[str]:
    lost, passed = one.lost(value), one.passed(value)
    yield phrase("calibrate.at", value=_number(value), lost=len(lost), passed=len(passed))
    if questions:
        yield from _listed("lost", lost)
        yield from _listed("passed", passed)


def _listed(key: str, samples: tuple[Sample, ...], most: int | None = None) -> Iterator[str]:
    for sample in samples[:most]:
        yield phrase(f"calibrate.{key}", **_slots(sample))
    if most is not None and len(samples) > most:
        yield phrase("calibrate.more", count=len(samples) - most)


def _slots(sample: Sample) -> dict[str, object]:
    return {
        "score": f"{sample.score:.2f}",
        "question": sample.question,
        "origin": _origin(sample.origin),
    }


def _origin(origin: Origin) -> str:
    return phrase(f"calibrate.origin.{origin}")


def _tally(which: str, tally: Tally) -> str:
    return phrase(
        "calibrate.tally", which=phrase(f"calibrate.{which}"), right=tally.right,
        silent=tally.silent, wrong=len(tally.wrong),
    )  # fmt: skip


def _advice(findings: Iterable[Finding]) -> Iterator[str]:
    """The lines for the configuration file that adopt what is suggested."""
    findings = tuple(findings)
    changed = [one for one in findings if one.suggested != one.present]
    if any(one.enough and one.passed(one.suggested) for one in findings):
        yield phrase("calibrate.caution")
    if not changed:
        yield phrase("calibrate.keep")
        return
    yield phrase("calibrate.adopt")
    yield "thresholds:"
    for one in changed:
        yield f"  {one.name}: {_number(one.suggested)}"


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
