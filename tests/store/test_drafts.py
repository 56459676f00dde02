"""Drafts on each database: kept, replaced, found by whose they are, ended."""

from bot.store import drafts
from bot.store.database import Store
from bot.store.drafts import Draft

BEGUN, TOLD = Draft("add", ("谁办的",)), Draft("add", ("谁办的", "“甲”办的。\n乙"))


def found(store: Store, key: str = "k", asker: str = "a", since: float = 0.0) -> Draft | None:
    return store.do(lambda c: drafts.find(c, key, asker, since))


def test_the_latest_of_a_key_is_kept(store: Store) -> None:
    store.do(lambda c: drafts.keep(c, "k", "a", BEGUN, 1.0))
    store.do(lambda c: drafts.keep(c, "k", "a", TOLD, 2.0))
    assert found(store) == TOLD
    assert found(store, since=3.0) is None
    assert found(store, asker="b") is None, "it is somebody else's"
    store.do(lambda c: drafts.drop(c, "k"))
    assert found(store) is None


def test_drafts_are_forgotten(store: Store) -> None:
    for number, asker in enumerate("aab"):
        store.do(lambda c, n=number, a=asker: drafts.keep(c, f"{n}", a, BEGUN, n))
    store.do(lambda c: drafts.expire(c, 1.0))
    assert [found(store, f"{n}", a) for n, a in enumerate("aab")] == [None, BEGUN, BEGUN]
    store.do(lambda c: drafts.forget(c, "a"))
    assert [found(store, f"{n}", a) for n, a in enumerate("aab")] == [None, None, BEGUN]
