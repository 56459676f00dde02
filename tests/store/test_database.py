import asyncio

import pytest
from sqlalchemy import Connection

from bot.store import questions
from bot.store.database import Store, StoreError, open_store
from bot.store.desk import Desk
from bot.store.questions import UP, Opinion


def opinion(number: int) -> Opinion:
    return Opinion(str(number), "", UP, 1.0)


async def test_jobs_are_done_in_order_and_one_spoils_no_other(store: Store) -> None:
    desk = Desk(store)

    def broken(_: Connection) -> None:
        raise ValueError("broken")

    kept = [desk.do(lambda c, n=n: questions.say(c, opinion(n))) for n in range(50)]
    done = await asyncio.gather(*kept, desk.do(broken), desk.do(questions.opinions),
                                return_exceptions=True)  # fmt: skip
    assert isinstance(done[-2], ValueError)
    assert len(done[-1]) == 50
    await desk.close()


async def test_closing_finishes_what_was_asked_for(url: str) -> None:
    desk = Desk(open_store(url))
    task = asyncio.create_task(desk.do(lambda c: questions.say(c, opinion(1))))
    await asyncio.sleep(0)
    await desk.close()
    await task
    again = open_store(url)
    assert len(again.do(questions.opinions)) == 1
    again.close()


@pytest.mark.parametrize("url", ["nonsense", "mysql+nothing://x", "sqlite:////nowhere/at/all.db"])
def test_a_wrong_url_is_told(url: str) -> None:
    with pytest.raises(StoreError):
        open_store(url)


def test_a_password_is_never_told() -> None:
    with pytest.raises(StoreError) as caught:
        open_store("postgresql+psycopg://u:geheim@127.0.0.1:1/x?connect_timeout=1")
    assert "geheim" not in str(caught.value)
