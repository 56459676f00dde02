from bot.store import inbox
from bot.store.database import Store, open_store


def accept(store: Store, *numbers: int, bot: int = 7) -> tuple[int, ...]:
    payloads = {number: f'{{"update_id": {number}}}' for number in numbers}
    return store.do(lambda c: inbox.accept(c, bot, payloads, 0.0))


def pending(store: Store) -> list[int]:
    return [number for number, _ in store.do(lambda c: inbox.pending(c, 7))]


def test_an_update_is_accepted_once(store: Store) -> None:
    assert accept(store, 3, 1) == (1, 3)
    assert accept(store, 3, 4) == (4,)
    store.do(lambda c: inbox.finish(c, 7, 3))
    assert accept(store, 3) == ()


def test_bots_have_inboxes_of_their_own(store: Store) -> None:
    accept(store, 1, bot=8)
    assert accept(store, 1) == (1,)


def test_what_was_not_finished_is_pending_after_a_restart(url: str) -> None:
    first = open_store(url)
    accept(first, 1, 2, 3)
    first.do(lambda c: inbox.finish(c, 7, 2))
    first.do(lambda c: inbox.give_up(c, 7, 3))
    first.close()
    second = open_store(url)
    assert second.do(lambda c: inbox.pending(c, 7)) == ((1, '{"update_id": 1}'),)
    second.close()


def test_an_update_that_ends_the_program_is_given_up(store: Store) -> None:
    accept(store, 1)
    assert [pending(store) for _ in range(4)] == [[1], [1], [1], []]


def test_numbers_expire(store: Store) -> None:
    accept(store, 1)
    store.do(lambda c: inbox.finish(c, 7, 1))
    store.do(lambda c: inbox.clear(c, 1.0))
    assert accept(store, 1) == (1,)
