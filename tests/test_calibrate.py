"""Calibration: what it asks, what it concludes, and that its conclusions can be put to use."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.answer import Answer
from bot.calibrate import MEASURED, WRONG_COSTS, Calibration, Sample, calibrate, finding
from bot.cli.calibrate import report
from bot.config import Thresholds, load_config
from bot.errors import ConfigError
from bot.knowledge.index import Knowledge
from bot.model import Status
from bot.trials import Origin, Trial, trials
from tests.conftest import LIBRARY, ROOT, Load, Run


def samples(rights: list[float], wrongs: list[float]) -> list[Sample]:
    scored = [(score, True) for score in rights] + [(score, False) for score in wrongs]
    return [Sample(score, right, "甲", Origin.FACT) for score, right in scored]


@pytest.fixture(scope="module")
def calibration(library: Knowledge) -> Calibration:
    return calibrate(library, Thresholds())


@pytest.fixture(scope="module")
def tried(library: Knowledge) -> tuple[Trial, ...]:
    return trials(library)


def test_the_middle_of_a_gap_is_suggested() -> None:
    found = finding("answer", 0.5, samples([0.8, 0.85, 0.9, 0.9, 0.95], [0.1, 0.2, 0.3, 0.3, 0.4]))
    assert found.safe
    assert found.gap == pytest.approx(0.4)
    assert (found.rights[0].score, found.wrongs[0].score) == (0.8, 0.4)
    assert found.suggested == 0.6


def test_without_a_gap_a_wrong_answer_costs_three_silent_ones() -> None:
    wrongs = [0.1, 0.1, 0.2, 0.2, 0.6]
    dear = finding("answer", 0.5, samples([0.5, 0.55, 0.9, 0.9, 0.9], wrongs))
    assert not dear.safe
    assert dear.suggested == 0.75  # two right answers are lost to keep back one wrong one
    cheap = finding("answer", 0.5, samples([0.5, 0.52, 0.55, 0.56, 0.9], wrongs))
    assert cheap.suggested == 0.5  # four are too many


def test_the_present_value_stays_where_none_is_better() -> None:
    found = finding("answer", 0.45, samples([0.5, 0.7, 0.8, 0.9, 0.9], [0.1, 0.1, 0.2, 0.3, 0.95]))
    assert found.suggested == 0.45


@pytest.mark.parametrize(("rights", "wrongs"), [([], []), ([0.9] * 9, [0.1]), ([0.9], [0.1] * 9)])
def test_too_few_examples_suggest_nothing(rights: list[float], wrongs: list[float]) -> None:
    found = finding("answer", 0.3, samples(rights, wrongs))
    assert not found.enough
    assert found.suggested == 0.3


SCORES = st.lists(st.integers(0, 1000).map(lambda n: n / 1000), min_size=5, max_size=30)


@given(SCORES, SCORES, st.integers(0, 100).map(lambda n: n / 100))
def test_a_suggestion_is_a_score_and_costs_no_more(
    rights: list[float], wrongs: list[float], present: float
) -> None:
    found = finding("answer", present, samples(rights, wrongs))

    def cost(value: float) -> int:
        return len(found.lost(value)) + WRONG_COSTS * len(found.passed(value))

    assert 0 <= found.suggested <= 1
    assert cost(found.suggested) <= cost(present)
    assert not found.safe or cost(found.suggested) == 0


def test_trials_come_from_everywhere(tried: tuple[Trial, ...]) -> None:
    found = {origin: {t.question for t in tried if t.origin is origin} for origin in Origin}
    assert "谁主持的" in found[Origin.TEST]
    assert "临江市图书馆有多少藏书？" in found[Origin.FACT]
    assert "林小满说了什么？" in found[Origin.STATEMENT]
    assert found[Origin.SLIP]
    assert "馆长的年龄" in found[Origin.REFUSED]
    assert "能停车吗" in found[Origin.UNKNOWN]
    assert "沈若梅的手机号是多少" in found[Origin.NEAR]
    assert "根号二约等于多少" in found[Origin.FAR]


def test_every_question_is_tried_once(tried: tuple[Trial, ...]) -> None:
    assert len({(t.question, t.before) for t in tried}) == len(tried)
    assert not [t for t in tried if "{" in t.question]


def test_what_the_knowledge_states_is_no_general_negative(tmp_path: Path, loaded: Load) -> None:
    source = "---\ntitle: 甲\n---\n张三今年50岁。水的沸点是多少度，光速是多少，他都知道。\n"
    (tmp_path / "source.md").write_text(source, "utf-8")
    fact = "{年龄: {value: 50岁, quote: 张三今年50岁}}"
    (tmp_path / "a.yaml").write_text(
        f"entities: [{{name: 张三, kind: 人物, facts: {fact}}}]\n", "utf-8"
    )
    asked = {t.question for t in trials(loaded(tmp_path)) if not t.answerable}
    assert {"张三的手机号是多少", "张三十年前担任什么职务", "根号二约等于多少"} <= asked
    assert not {"张三今年多大", "水的沸点是多少度", "光速是多少"} & asked


def test_an_entry_is_tried_without_the_wording_that_is_asked(
    tried: tuple[Trial, ...], library: Knowledge
) -> None:
    trial = next(t for t in tried if t.question == "能停车吗")
    assert trial.entry is not None
    assert [w.text for w in trial.entry.wordings] == ["停车场有多少车位"]
    assert trial.entry in trial.knowledge.faqs
    assert [w.text for faq in library.faqs for w in faq.wordings] == [
        "停车场有多少车位",
        "能停车吗",
    ]


@pytest.mark.parametrize(
    ("text", "quotes", "right"),
    [
        ("藏书120万册。", (), True),
        ("别的。", ("实行全年无休，藏书120万册。",), True),  # it rests on what the fact rests on
        ("别的。", ("别的",), False),
        ("藏书120万册，不是。", (), False),
    ],
)
def test_a_right_answer_holds_the_values_or_the_quotes(
    library: Knowledge, text: str, quotes: tuple[str, ...], right: bool
) -> None:
    trial = Trial("甲", Origin.FACT, library, ("120万册|百万",), ("不是",), ("藏书120万册",))
    assert trial.passes(Answer(Status.ANSWERED, text, quotes)) is right
    assert not trial.passes(Answer(Status.REFUSED, text, quotes))


def test_any_answer_to_what_is_unknown_is_wrong(library: Knowledge) -> None:
    assert not Trial("甲", Origin.FAR, library).passes(Answer(Status.ANSWERED, "乙"))


def test_every_threshold_is_measured(calibration: Calibration) -> None:
    assert tuple(found.name for found in calibration.findings) == MEASURED
    answer = calibration.findings[0]
    assert len(answer.rights) > 20
    assert len(answer.wrongs) > 20
    assert answer.rights[0].score <= answer.rights[-1].score
    assert answer.wrongs[0].score >= answer.wrongs[-1].score


def test_what_is_suggested_is_no_worse_on_the_whole(calibration: Calibration) -> None:
    present, suggested = calibration.present, calibration.suggested
    assert present.right > 30
    before = present.silent + WRONG_COSTS * len(present.wrong)
    assert suggested.silent + WRONG_COSTS * len(suggested.wrong) <= before


def test_the_report_tells_all_and_can_be_pasted(calibration: Calibration) -> None:
    text = "\n".join(report(calibration, questions=True))
    for name in MEASURED:
        assert f"{name}　" in text
    assert "{" not in text
    assert all(sample.question in text for sample in calibration.findings[0].passed(0.5))
    assert len(text) > len("\n".join(report(calibration, questions=False)))


def test_the_command_reports(run_here: Run) -> None:
    done = run_here("calibrate", "--knowledge", str(LIBRARY))
    assert done.returncode == 0, done.stderr
    assert "现值 0.5，" in done.stdout


def test_every_command_that_answers_uses_the_thresholds_configured(
    tmp_path: Path, run_here: Run
) -> None:
    (tmp_path / "config.yaml").write_text("thresholds: {answer: 0.99, quote: 0.99}\n", "utf-8")
    arguments = ("--knowledge", str(LIBRARY))
    line = '{"question": "谁主持的"}'
    lines = run_here("ask", *arguments, "--jsonl", stdin=line, cwd=tmp_path).stdout
    assert json.loads(lines)["status"] == "refused"
    assert "抱歉" in run_here("ask", *arguments, "谁主持的", cwd=tmp_path).stdout
    assert "抱歉" in run_here("chat", *arguments, stdin="谁主持的\n", cwd=tmp_path).stdout
    assert "RW401" in run_here("check", *arguments, cwd=tmp_path).stdout
    assert "现值 0.99，" in run_here("calibrate", *arguments, cwd=tmp_path).stdout


def test_the_example_configuration_holds_the_present_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(ROOT / "config.example.yaml", "config.yaml")
    assert load_config(LIBRARY).thresholds == Thresholds()


def test_the_environment_sets_a_threshold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RONGWEN_THRESHOLDS__SAID", "0.9")
    thresholds = load_config(LIBRARY).thresholds
    assert (thresholds.said, thresholds.answer) == (0.9, Thresholds().answer)


@pytest.mark.parametrize(
    ("setting", "named"),
    [("{answer: 2}", "thresholds.answer"), ("{anser: 0.5}", "thresholds.anser"),
     ("{tie: x}", "thresholds.tie"), ("{said: -0.1}", "thresholds.said")],
)  # fmt: skip
def test_a_wrong_threshold_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, named: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("config.yaml").write_text(f"thresholds: {setting}\n", "utf-8")
    with pytest.raises(ConfigError, match=named):
        load_config(LIBRARY)
