from bot.model import Reply, Status
from bot.store import groups, questions
from bot.store.alike import alike
from bot.store.database import Store
from bot.store.pseudonyms import Pseudonyms
from bot.store.questions import DOWN, UP, WORDS, Asked, Opinion


def ask(
    store: Store, key: str, question: str, status: Status = Status.REFUSED, asker: str = "a"
) -> None:
    reply = Reply(status, "答", "x", 0.5, explanation=("一", "二"))
    asked = Asked.of(reply, question, asker, float(key), key=key, version="v")
    store.do(lambda c: questions.record(c, asked))


def think(store: Store, about: str, verdict: str, words: str = "", asker: str = "a") -> None:
    store.do(lambda c: questions.say(c, Opinion(asker, about, verdict, 1.0, words)))


def open_questions(store: Store, since: float = 0) -> list[str]:
    return [asked.question for asked, _ in store.do(lambda c: questions.unanswered(c, since))]


def test_refused_clarified_and_disliked_questions_are_unanswered(store: Store) -> None:
    ask(store, "1", "甲")
    ask(store, "2", "乙", Status.CLARIFY)
    ask(store, "3", "丙", Status.ANSWERED)
    ask(store, "4", "丁", Status.ANSWERED)
    ask(store, "5", "戊", Status.SMALLTALK)
    think(store, "3", DOWN)
    think(store, "4", UP)
    assert open_questions(store) == ["甲", "乙", "丙"]
    assert open_questions(store, since=2) == ["乙", "丙"]


def test_the_chain_is_kept(store: Store) -> None:
    ask(store, "1", "甲")
    ((asked, _),) = store.do(questions.unanswered)
    assert (asked.explanation, asked.answer, asked.version) == ("一\n二", "答", "v")


def test_the_latest_thumb_counts_and_words_add_up(store: Store) -> None:
    ask(store, "1", "甲", Status.ANSWERED)
    think(store, "1", DOWN, "答错了")
    think(store, "1", WORDS, "不对")
    think(store, "1", WORDS, "真的不对")
    ((_, said),) = store.do(questions.unanswered)
    assert said.splitlines() == ["答错了", "不对", "真的不对"]
    think(store, "1", UP)
    assert [o.verdict for o in store.do(questions.opinions)].count(UP) == 1
    assert DOWN not in [o.verdict for o in store.do(questions.opinions)]


def test_the_same_id_is_kept_once(store: Store) -> None:
    ask(store, "1", "甲")
    ask(store, "1", "乙")
    assert open_questions(store) == ["乙"]


def test_latest_are_the_last_different_real_questions(store: Store) -> None:
    for number, question in enumerate(["甲", "乙", "甲", "丙"]):
        ask(store, str(number), question, Status.ANSWERED)
    ask(store, "9", "你好", Status.SMALLTALK)
    assert store.do(lambda c: questions.latest(c, 2)) == ("丙", "甲")
    assert store.do(lambda c: questions.latest(c, 9)) == ("丙", "甲", "乙")


def test_forgetting_takes_only_ones_own(store: Store) -> None:
    ask(store, "1", "甲")
    ask(store, "2", "乙", asker="b")
    think(store, "2", DOWN)
    assert store.do(lambda c: questions.forget(c, "a")) == 2
    assert open_questions(store) == ["乙"]
    assert store.do(questions.opinions) == ()


def test_retention(store: Store) -> None:
    ask(store, "1", "甲")
    ask(store, "20", "乙")
    store.do(lambda c: questions.expire(c, 10.0))
    assert open_questions(store) == ["乙"]


def test_near_duplicates_are_put_together(store: Store) -> None:
    asked = [
        "论坛花了多少钱",
        "论坛花了多少钱？",
        "论坛一共花了多少钱",
        "食堂在哪",
        "食堂在哪啊",
        "校长电话",
    ]
    for number, question in enumerate(asked):
        ask(store, str(number), question, asker=str(number % 2))
    found = alike(store.do(questions.unanswered))
    assert [(one.question, one.count, one.askers) for one in found] == [
        ("论坛花了多少钱", 3, 2), ("食堂在哪", 2, 2), ("校长电话", 1, 1),
    ]  # fmt: skip


def test_groups_are_switched(store: Store) -> None:
    store.do(lambda c: groups.switch(c, "g", on=False, at=1))
    store.do(lambda c: groups.switch(c, "h", on=False, at=1))
    store.do(lambda c: groups.switch(c, "h", on=True, at=2))
    assert store.do(groups.switched_off) == {"g"}


def test_pseudonyms_hide_the_number_and_depend_on_the_key() -> None:
    one, other = Pseudonyms.of("secret"), Pseudonyms.of("other")
    assert one(12345) == Pseudonyms.of("secret")(12345)
    assert one(12345) != other(12345)
    assert "12345" not in one(12345)
