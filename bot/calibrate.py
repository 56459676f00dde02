"""What the scores are worth: where right and wrong replies lie, and where a threshold parts them.

A threshold is measured on the replies that it alone decides on: the interpretation that would be
given if the threshold were 0 and all others as they are. Raising it above the score of such a
reply makes the bot silent; that a wrong reply is given is worse than that a right one is not.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import pairwise

from bot.answer.answer import Answer
from bot.answer.compose import compose
from bot.config import Thresholds
from bot.engine import ask
from bot.knowledge.index import Knowledge
from bot.model import Reply, Status, Token
from bot.sentence import Understood, understand
from bot.session import Session
from bot.text.split import split
from bot.trials import Origin, Trial, trials
from bot.understand.choose import Decision, choose
from bot.understand.interpretation import Absent, Cited, Interpretation, Quoted, Sayings
from bot.understand.link import link

ANSWER, SAID, QUOTE, MISTYPED, REFUSE = "answer", "said", "quote", "mistyped", "refuse"
MEASURED = (ANSWER, SAID, QUOTE, MISTYPED, REFUSE)  # names of thresholds
WRONG_COSTS = 3  # times as much as a right reply that is not given
_FEWEST = 5  # replies of each sort, below which nothing can be concluded


@dataclass(frozen=True, slots=True, order=True)
class Sample:
    """A reply that one threshold decides on: its score, and whether it is right."""

    score: float
    right: bool
    question: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Finding:
    """What was measured of one threshold: `rights` from the lowest, `wrongs` from the highest."""

    name: str
    present: float
    suggested: float
    rights: tuple[Sample, ...]
    wrongs: tuple[Sample, ...]

    @property
    def enough(self) -> bool:
        """Whether there are enough replies of each sort to suggest anything."""
        return min(len(self.rights), len(self.wrongs)) >= _FEWEST

    @property
    def gap(self) -> float:
        """By how much the worst right reply scores higher than the best wrong one."""
        worst = self.rights[0].score if self.rights else 1.0
        return worst - (self.wrongs[0].score if self.wrongs else 0.0)

    @property
    def safe(self) -> bool:
        """Whether some value lets all right replies through and no wrong one."""
        return self.gap > 0

    def lost(self, value: float) -> tuple[Sample, ...]:
        """The right replies that a value would not give."""
        return tuple(sample for sample in self.rights if sample.score < value)

    def passed(self, value: float) -> tuple[Sample, ...]:
        """The wrong replies that a value would give."""
        return tuple(sample for sample in self.wrongs if sample.score >= value)


@dataclass(frozen=True, slots=True)
class Tally:
    """What the whole engine replies: `silent` counts what it could have answered."""

    right: int
    silent: int
    wrong: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """All findings, the questions by origin, and what comes of them at both sets of values."""

    findings: tuple[Finding, ...]
    origins: Mapping[Origin, int]
    present: Tally
    suggested: Tally


def calibrate(knowledge: Knowledge, thresholds: Thresholds) -> Calibration:
    """Measure the thresholds on everything that is known about a knowledge."""
    tried = trials(knowledge)
    samples: dict[str, list[Sample]] = {name: [] for name in MEASURED}
    for trial in tried:
        for name, sample in _samples(trial, thresholds):
            samples[name].append(sample)
    values = asdict(thresholds)
    findings = tuple(finding(name, values[name], samples[name]) for name in MEASURED)
    better = replace(thresholds, **{one.name: one.suggested for one in findings})
    return Calibration(
        findings=findings,
        origins=Counter(trial.origin for trial in tried),
        present=_tally(tried, thresholds),
        suggested=_tally(tried, better),
    )


def finding(name: str, present: float, samples: Iterable[Sample]) -> Finding:
    """What the samples say of a threshold."""
    ordered = sorted(samples)
    rights = tuple(sample for sample in ordered if sample.right)
    wrongs = tuple(sample for sample in reversed(ordered) if not sample.right)
    found = Finding(name, present, present, rights, wrongs)
    return replace(found, suggested=_suggested(found)) if found.enough else found


def _suggested(found: Finding) -> float:
    """The middle of the gap; without one, the value that costs least, nearest to the present."""
    if found.safe:
        return _middle(found.wrongs[0].score, found.rights[0].score)
    scores = sorted({sample.score for sample in (*found.rights, *found.wrongs)})
    cuts = [found.present, *(_middle(a, b) for a, b in pairwise(scores))]
    return min(cuts, key=lambda cut: (_cost(found, cut), abs(cut - found.present)))


def _middle(low: float, high: float) -> float:
    """A short number above the low score and not above the high one."""
    middle = (low + high) / 2
    rounded = (round(middle, digits) for digits in (2, 3))
    return next((value for value in rounded if low < value <= high), middle)


def _cost(found: Finding, value: float) -> int:
    return len(found.lost(value)) + WRONG_COSTS * len(found.passed(value))


def _samples(trial: Trial, thresholds: Thresholds) -> Iterator[tuple[str, Sample]]:
    """The replies to one question that each threshold decides on."""
    session = _session(trial, thresholds)
    one = understand(_linked(trial), session, trial.knowledge, thresholds)
    for name in (ANSWER, SAID, QUOTE):
        given = _given(name, one.interpretations, trial, thresholds)
        if given is not None:
            yield name, _sample(given, trial)
    reason = _reason(one, trial, thresholds)
    if reason is not None:
        yield REFUSE, reason
    lost = one.decision.status is Status.REFUSED and not one.decision.chosen
    if lost or trial.origin is Origin.SLIP:
        bold = understand(_linked(trial, bold=True), session, trial.knowledge, thresholds)
        if bold.decision.status is Status.ANSWERED:
            yield MISTYPED, _sample(bold.decision.chosen[0], trial)


def _given(
    name: str, found: tuple[Interpretation, ...], trial: Trial, thresholds: Thresholds
) -> Interpretation | None:
    """The interpretation that this threshold decides on.

    Where something else answers rightly, sayings and quotations are tried as though it were not
    written.
    """
    given = _deciding(name, found, thresholds)
    if given is None and name != ANSWER and trial.answerable:
        hidden = tuple(i for i in found if _measure(i) != ANSWER or not _passes(i, trial))
        return _deciding(name, hidden, thresholds)
    return given


def _deciding(
    name: str, found: tuple[Interpretation, ...], thresholds: Thresholds
) -> Interpretation | None:
    decision = _at_zero(name, found, thresholds)
    if decision.status is not Status.ANSWERED or _measure(decision.chosen[0]) != name:
        return None
    return decision.chosen[0]


def _at_zero(name: str, found: tuple[Interpretation, ...], thresholds: Thresholds) -> Decision:
    return choose(found, replace(thresholds, **{name: 0.0}))


def _measure(interpretation: Interpretation) -> str:
    """The threshold that an answer must reach."""
    match interpretation.meaning:
        case Quoted():
            return QUOTE
        case Sayings():
            return SAID
    return ANSWER


def _reason(one: Understood, trial: Trial, thresholds: Thresholds) -> Sample | None:
    """A refusal with a reason: wrong where there is an answer, or where it is another's reason."""
    decision = _at_zero(REFUSE, one.interpretations, thresholds)
    if decision.status is not Status.REFUSED or not decision.chosen:
        return None
    reason = decision.chosen[0]
    if trial.answerable:
        return _rated(reason, trial, right=False)
    if isinstance(reason.meaning, Absent):
        return _rated(reason, trial, right=True)
    if trial.entry is not None and isinstance(reason.meaning, Cited):
        return _rated(reason, trial, right=reason.meaning.faq is trial.entry)
    return None  # nobody has said whether that entry is meant


def _sample(interpretation: Interpretation, trial: Trial) -> Sample:
    return _rated(interpretation, trial, right=_passes(interpretation, trial))


def _rated(interpretation: Interpretation, trial: Trial, *, right: bool) -> Sample:
    return Sample(interpretation.score, right, trial.question, trial.origin)


def _passes(interpretation: Interpretation, trial: Trial) -> bool:
    return trial.passes(compose(interpretation, trial.knowledge))


def _linked(trial: Trial, *, bold: bool = False) -> tuple[Token, ...]:
    knowledge = trial.knowledge
    text = "".join(piece.text for piece in split(knowledge.normalizer(trial.question)))
    return link(knowledge.lattice(text, bold=bold), knowledge)


def _session(trial: Trial, thresholds: Thresholds) -> Session:
    session = Session()
    for question in trial.before:
        _, session = ask(question, session, trial.knowledge, thresholds)
    return session


def _tally(tried: Iterable[Trial], thresholds: Thresholds) -> Tally:
    """What comes of every question, asked as an asker would."""
    right = silent = 0
    wrong: list[Sample] = []
    for trial in tried:
        reply, _ = ask(trial.question, _session(trial, thresholds), trial.knowledge, thresholds)
        if reply.status is not Status.ANSWERED:
            silent += trial.answerable
        elif trial.passes(_answer(reply)):
            right += 1
        else:
            wrong.append(Sample(reply.score, False, trial.question, trial.origin))
    return Tally(right, silent, tuple(sorted(wrong, reverse=True)))


def _answer(reply: Reply) -> Answer:
    return Answer(reply.status, reply.text, tuple(source.quote for source in reply.sources))
