"""Administration in the chat, end to end: what administrators do, and what others cannot."""

import asyncio
import json
import logging
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.admin.curator import Curator
from bot.config import Thresholds
from bot.knowledge.index import Knowledge
from bot.knowledge.watch import Watcher, watching
from bot.telegram.administration.desk import COMMANDS
from bot.telegram.administration.news import News
from bot.telegram.administration.office import Keeper
from bot.telegram.live import Live
from bot.text.tokenize import Segmenter
from tests.conftest import LIBRARY, ROOT
from tests.telegram.conftest import buttons, running, settings
from tests.telegram.server import FakeTelegram, in_group, serving

ADMIN, OTHER, STRANGER = 99, 98, 1


class Chat:
    """The administration as somebody sees it who sits before a phone."""

    def __init__(self, telegram: FakeTelegram, folder: Path, live: Live) -> None:
        self.telegram, self.folder, self.live = telegram, folder, live

    async def says(self, text: str, user: int = ADMIN, count: int = 1, **more: Any) -> str:
        """Write; gives what the bot says to that, so many messages."""
        return await self._after(self.telegram.says(text, user, **more), user, count)

    async def presses(self, label: str, user: int = ADMIN, count: int = 1) -> str:
        """Press the latest button of a label."""
        found = [b for fields in self.to(user) for b in buttons(fields) if label in b["text"]]
        pressing = self.telegram.presses(found[-1]["callback_data"], user)
        return await self._after(pressing, user, count)

    async def sends(self, name: str, content: bytes, user: int = ADMIN, **more: Any) -> str:
        """Send a document."""
        self.telegram.assets[name] = {"data": content}
        document = {"file_id": name, "file_unique_id": name, "file_name": name,
                    "file_size": len(content)} | more.pop("document", {})  # fmt: skip
        return await self._after(self.telegram.sends(user, document=document, **more), user, 1)

    async def waits(self, count: int, user: int = ADMIN) -> str:
        """Wait for so many messages in all; gives the last."""
        async with asyncio.timeout(60):  # a loaded machine may be slow
            while len(self.to(user)) < count:
                await asyncio.sleep(0.01)
        return str(self.to(user)[-1]["text"])

    def to(self, user: int = ADMIN) -> list[dict[str, Any]]:
        """The messages that somebody got."""
        return [fields for fields in self.telegram.sent() if fields["chat_id"] == str(user)]

    def labels(self, user: int = ADMIN) -> list[str]:
        """The buttons under the last message."""
        return [b["text"] for b in buttons(self.to(user)[-1])]

    async def _after(self, doing: Any, user: int, count: int) -> str:
        before = len(self.to(user))
        await doing
        return await self.waits(before + count, user)


@asynccontextmanager
async def administered(
    server: tuple[FakeTelegram, str],
    folder: Path,
    knowledge: Knowledge,
    segmenter: Segmenter,
    mode: str = "polling",
) -> AsyncIterator[Chat]:
    """A bot that serves what its folder holds, watched and changed as by `rongwen run`."""
    telegram, address = server
    live = Live(knowledge, Thresholds())
    news = News()
    watcher = Watcher(folder, segmenter, lambda: live.knowledge, live.swap, news.post)
    curator = Curator(
        folder, segmenter, lambda: datetime.now(UTC), serve=live.swap,
        serving=lambda: live.knowledge,
    )  # fmt: skip
    keeper = Keeper(curator, watcher.look_again, news)
    config = settings(address, folder.parent, mode)
    config = config.model_copy(update={"admins": (ADMIN, OTHER)})
    with watching(watcher):
        async with running(config, live, keeper):
            yield Chat(telegram, folder, live)


@asynccontextmanager
async def chatting(
    folder: Path, knowledge: Knowledge, segmenter: Segmenter, mode: str = "polling"
) -> AsyncIterator[Chat]:
    """Such a bot, and the server that it talks to."""
    async with (
        serving() as server,
        administered(server, folder, knowledge, segmenter, mode) as chat,
    ):
        yield chat


@pytest.fixture
async def chat(folder: Path, library: Knowledge, segmenter: Segmenter) -> AsyncIterator[Chat]:
    async with chatting(folder, library, segmenter) as chat:
        yield chat


def written(folder: Path) -> str:
    return (folder / "library.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_an_alias_from_message_to_live_answer_and_back(
    folder: Path, library: Knowledge, segmenter: Segmenter, mode: str
) -> None:
    async with chatting(folder, library, segmenter, mode) as chat:
        assert "江图" not in written(folder)
        shown = await chat.says("/alias 临江市图书馆 = 江图、临图")
        assert "给“临江市图书馆”加别名“江图、临图”" in shown
        assert "blockquote expandable" in shown
        assert chat.labels() == ["应用", "取消"]
        assert "江图" not in written(folder), "a preview touches nothing"
        assert "第 1 次改动" in await chat.presses("应用")
        assert "江图" in written(folder)
        assert "120万册" in await chat.says("江图有多少藏书", STRANGER)
        edited = chat.telegram.sent("editMessageText")[0]
        assert "reply_markup" not in edited, "the preview's buttons are gone"
        assert "回到第 0 次改动之后" in await chat.presses("退回")
        assert "第 2 次改动" in await chat.presses("应用")
        assert "江图" not in written(folder)


async def test_a_change_is_dropped(chat: Chat) -> None:
    await chat.says("/alias 临江市图书馆 = 江图")
    assert "没有改" in await chat.presses("取消")
    assert "江图" not in written(chat.folder)
    await chat.telegram.presses(buttons(chat.to()[0])[0]["callback_data"], ADMIN)
    await chat.telegram.until(2, "answerCallbackQuery")
    assert "失效" in chat.telegram.sent("answerCallbackQuery")[1]["text"]
    assert "还没有改动" in await chat.says("/history")


async def test_a_question_is_added_step_by_step_past_other_messages(chat: Chat) -> None:
    assert "请发问题" in await chat.says("/add")
    assert "请发回答" in await chat.says("新馆能不能停车\n馆里可以停车吗")
    assert "怎样" not in await chat.says("/privacy")
    await chat.says("/history")
    assert "原文" in await chat.says("文中没有写停车的事。")
    assert chat.labels() == ["没有原文", "取消"]
    assert "新馆能不能停车" in await chat.presses("没有原文")
    await chat.presses("应用")
    assert "没有写停车" in await chat.says("馆里可以停车吗", STRANGER)
    assert "馆里可以停车吗" in written(chat.folder)


async def test_a_guided_conversation_ends_at_a_word(chat: Chat) -> None:
    await chat.says("/add")
    assert "不改了" in await chat.says("取消")
    assert "沈若梅" in await chat.says("谁主持的"), "what follows is a question"
    await chat.says("/edit")
    assert "不改了" in await chat.presses("取消")
    assert "没有正在进行" in await chat.says("/cancel")
    assert "别名" in await chat.says("/alias 临江市图书馆"), "only what is missing is asked for"
    assert "江图" in await chat.says("江图")


async def test_a_guided_conversation_goes_on_after_a_restart(
    folder: Path, library: Knowledge, segmenter: Segmenter
) -> None:
    async with serving() as server:
        async with administered(server, folder, library, segmenter) as chat:
            await chat.says("/add")
            assert "请发回答" in await chat.says("新馆能不能停车")
        async with administered(server, folder, library, segmenter) as chat:
            assert "原文" in await chat.says("文中没有写停车的事。")
        async with administered(server, folder, library, segmenter) as chat:
            assert "新馆能不能停车" in await chat.presses("没有原文")
            await chat.presses("应用")
            assert "没有写停车" in await chat.says("新馆能不能停车", STRANGER)
            assert "没有正在进行" in await chat.says("/cancel")


@pytest.mark.parametrize("wanted", ["/alias 临江市图书馆 = 江图", "a document", "/rollback 0"])
async def test_what_was_proposed_before_a_restart_is_proposed_again(
    folder: Path, library: Knowledge, segmenter: Segmenter, wanted: str
) -> None:
    async with serving() as server:
        async with administered(server, folder, library, segmenter) as chat:
            await chat.says("/alias 临江市图书馆 = 临图书馆")
            await chat.presses("应用")
            if wanted == "a document":
                changed = written(folder).replace("aliases: [", "aliases: [江图, ", 1)
                await chat.sends("library.yaml", changed.encode(), caption="换名")
            else:
                await chat.says(wanted)
            served = chat.live.knowledge
        before = written(folder)
        async with administered(server, folder, served, segmenter) as chat:
            old = buttons(chat.to()[-1])[0]["callback_data"]
            again = await chat.presses("应用")
            assert "重新启动过" in again
            assert "预览" in again
            assert written(folder) == before, "nothing is applied unseen"
            assert "第 2 次改动" in await chat.presses("应用")
            assert ("江图" in written(folder)) is (wanted != "/rollback 0")
            assert ("换名" in await chat.says("/history")) is (wanted == "a document")
            await chat.telegram.presses(old, ADMIN)
            await chat.telegram.until(4, "answerCallbackQuery")
            assert "失效" in chat.telegram.sent("answerCallbackQuery")[-1]["text"]


async def test_what_was_proposed_before_a_restart_can_be_dropped(
    folder: Path, library: Knowledge, segmenter: Segmenter
) -> None:
    async with serving() as server:
        async with administered(server, folder, library, segmenter) as chat:
            await chat.says("/alias 临江市图书馆 = 江图")
        async with administered(server, folder, library, segmenter) as chat:
            payload = buttons(chat.to()[-1])[0]["callback_data"]
            assert "没有改" in await chat.presses("取消")
            for user in (ADMIN, OTHER):
                await chat.telegram.presses(payload, user)
            await chat.telegram.until(3, "answerCallbackQuery")
            told = chat.telegram.sent("answerCallbackQuery")[1:]
            assert all("失效" in fields["text"] for fields in told)


async def test_one_line_commands_add_edit_and_remove(chat: Chat) -> None:
    await chat.says("/add 藏书够多吗 | 藏书120万册。 | 藏书120万册")
    await chat.presses("应用")
    assert "藏书120万册" in await chat.says("藏书够多吗", STRANGER)
    assert "藏书有120万册" in await chat.says("/edit 藏书够多吗 | 藏书有120万册之多。")
    await chat.presses("应用")
    assert "之多" in await chat.says("藏书够多吗", STRANGER)
    assert "删问答" in await chat.says("/remove 藏书够多吗")
    await chat.presses("应用")
    assert "藏书够多吗" not in written(chat.folder)
    assert "删“临江市图书馆”的“开放时间”" in await chat.says("/remove 临江市图书馆 = 开放时间")
    assert "删“临江市图书馆”的“新馆”" in await chat.says("/remove 临江市图书馆 = 新馆")
    assert "没有" in await chat.says("/remove 没有这个东西")
    assert "没有文件" in await chat.says("/remove none.yaml")


async def test_a_person_is_added_with_a_fact_and_a_test_step_by_step(chat: Chat) -> None:
    assert "全称" in await chat.says("/entity")
    assert "种类" in await chat.says("读者")
    assert "别名" in await chat.says("人物")
    assert chat.labels() == ["没有别名", "取消"]
    assert "加“读者”" in await chat.presses("没有别名")
    await chat.presses("应用")
    assert "原文" in await chat.says("/fact 读者 = 身份 = 读者代表"), "only the quote is missing"
    assert "读者 › 身份" in await chat.says("读者代表林小满")
    await chat.presses("应用")
    assert "身份: {value: 读者代表, quote: 读者代表林小满}" in written(chat.folder)
    assert "必须有哪些词" in await chat.says("/test 谁主持的开馆仪式")
    assert chat.labels() == ["应当答不出", "取消"]
    assert "加测试“谁主持的开馆仪式”" in await chat.says("沈若梅")
    await chat.presses("应用")
    assert "{ask: 谁主持的开馆仪式, answer: [沈若梅]}" in written(chat.folder)


async def test_facts_and_tests_in_one_line(chat: Chat) -> None:
    quote = "《山月记事》《河流的声音》《小城夏天》《灯塔》《远行者手册》入选"
    shown = await chat.says(f"/fact 图书榜 = 上榜图书 = 灯塔、山月记事 | {quote}")
    assert "山月记事" in shown
    await chat.presses("取消")
    assert "RW203" in await chat.says("/entity 无名山 | 山 | 无"), "the kinds are told"
    assert "人物、机构" in chat.to()[-1]["text"]
    assert "测试" in await chat.says("/test 仪式花了多少钱 = 无")
    await chat.presses("应用")
    assert "{ask: 仪式花了多少钱, status: refused}" in written(chat.folder)
    assert "没有写" in await chat.says("/add 新馆能不能停车 | 文中没有写停车的事。 | 无")
    await chat.presses("应用")
    assert "reply: 文中没有写停车的事。" in written(chat.folder)


async def test_the_files_are_sent_to_be_changed_and_sent_back(chat: Chat) -> None:
    assert "点一个" in await chat.says("/file")
    assert chat.labels() == ["library.yaml", "source.md"]
    await chat.telegram.presses(buttons(chat.to()[-1])[0]["callback_data"], ADMIN)
    await chat.telegram.until(1, "sendDocument")
    await chat.telegram.says("/file source.md", ADMIN)
    await chat.telegram.until(2, "sendDocument")
    assert chat.telegram.documents == [
        (name, (chat.folder / name).read_bytes()) for name in ("library.yaml", "source.md")
    ]
    assert "没有文件 x.yaml" in await chat.says("/file x.yaml")


async def test_the_report_tells_of_answers_and_asks_twice_where_tests_break(chat: Chat) -> None:
    await chat.says("几点关门", STRANGER)
    changed = written(chat.folder).replace(
        "{value: 沈若梅, quote: 馆长",
        "{value: 高树声, quote: 副市长高树声在致辞中表示}  # {quote: 馆长",
    )
    shown = await chat.sends("library.yaml", changed.encode(), caption="换主持人")
    assert "会失败的测试" in shown
    assert "沈若梅 → 高树声" in shown
    assert "回答会变" in shown
    assert "确定还要应用吗" in await chat.presses("应用")
    assert "沈若梅 → 高树声" not in await chat.says("谁主持的", STRANGER)
    assert "第 1 次改动" in await chat.presses("仍要应用")
    assert "高树声" in await chat.says("谁主持的", STRANGER)
    assert "原因：换主持人" in await chat.says("/history")


async def test_a_document_that_cannot_serve_is_never_applied(chat: Chat) -> None:
    shown = await chat.sends("more.yaml", "entities:\n- name: 甲\n  kind: 没有的种类\n".encode())
    assert "more.yaml:3:9" in shown
    assert chat.labels() == []
    assert not (chat.folder / "more.yaml").exists()
    assert "文件名" in await chat.sends("more.txt", b"x")
    assert "太大" in await chat.sends("big.yaml", b"x", document={"file_size": 10_000_000})
    assert "没有什么要改" in await chat.sends("library.yaml", written(chat.folder).encode())
    source = (LIBRARY / "source.md").read_text(encoding="utf-8").replace("356", "400")
    assert "source.md" in await chat.sends("source.md", source.encode())
    await chat.presses("应用")
    assert "400" in (chat.folder / "source.md").read_text(encoding="utf-8")


async def test_real_questions_are_compared_as_well(chat: Chat) -> None:
    asked = "请问一下江图里面到底有多少册书呢"
    await chat.says(asked, STRANGER)
    await asyncio.sleep(0.1)
    assert asked in await chat.says("/alias 临江市图书馆 = 江图")
    await chat.presses("应用")
    assert "120万册" in await chat.says(asked, STRANGER)
    await chat.says("/history")
    assert "江图" in await chat.presses("1")
    assert asked not in chat.to()[-1]["text"], "what people ask is not kept for ever"


async def test_of_two_administrators_none_loses_the_others_change(chat: Chat) -> None:
    await asyncio.gather(
        chat.says("/alias 临江市图书馆 = 江图", ADMIN),
        chat.says("/alias 临江市文化和旅游局 = 江旅", OTHER),
    )
    await chat.presses("应用", ADMIN)
    again = await chat.presses("应用", OTHER)
    assert "刚刚被别人改过" in again
    assert "江旅" in again
    assert "第 2 次改动" in await chat.presses("应用", OTHER)
    assert "江图" in written(chat.folder)
    assert "江旅" in written(chat.folder)
    history = await chat.says("/history")
    assert len({line for line in history.splitlines() if "管理员" in line}) == 2


async def test_history_has_pages_reports_and_a_way_back(chat: Chat) -> None:
    for number in range(6):
        await chat.says(f"/alias 临江市图书馆 = 江图{number}号")
        await chat.presses("应用")
    page = await chat.says("/history")
    assert "第 1/2 页" in page
    assert chat.labels() == ["6", "5", "4", "3", "2", "较早 ▶"]
    older = buttons(chat.to()[-1])[-1]["callback_data"]
    await chat.telegram.presses(older, ADMIN)
    await chat.telegram.until(7, "editMessageText")
    assert "江图0号" in chat.telegram.sent("editMessageText")[-1]["text"]
    assert "江图1号" in await chat.presses("2")
    assert chat.labels() == ["回到第 2 次改动之后", "退回第 2 次改动之前"]
    assert "回到第 2 次" in await chat.presses("回到第 2 次")
    await chat.says("/rollback 3")
    await chat.presses("应用")
    assert "江图2号" in written(chat.folder)
    assert "江图3号" not in written(chat.folder)
    assert "没有第 50 次" in await chat.says("/rollback 50")
    assert "编号" in await chat.says("/rollback x")


async def test_a_stranger_gets_a_refusal_and_leaves_a_trace(
    chat: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    before = written(chat.folder)
    for name in COMMANDS:
        assert "只有管理员" in await chat.says(f"/{name} 临江市图书馆 = 江图", 123456)
    assert "只有管理员" in await chat.sends("library.yaml", b"", 123456)
    await chat.telegram.presses("a:back:0", 123456)
    await chat.telegram.until(1, "answerCallbackQuery")
    assert "只有管理员" in chat.telegram.sent("answerCallbackQuery")[0]["text"]
    assert written(chat.folder) == before
    refused = [r.getMessage() for r in caplog.records if "refused" in r.getMessage()]
    assert len(refused) == len(COMMANDS) + 2
    assert not any("123456" in line or "江图" in line for line in refused)


async def test_an_administrator_is_one_in_private_only(chat: Chat) -> None:
    await chat.telegram.says("/alias@FixtureBot 临江市图书馆 = 江图", ADMIN, **in_group())
    await chat.telegram.until(1)
    assert "私聊" in chat.telegram.sent()[0]["text"]
    await chat.telegram.says("/alias 临江市图书馆 = 江图", ADMIN, **in_group())
    assert "在这里改知识" in await chat.says("/admin")
    assert len(chat.telegram.sent()) == 2


async def test_a_broken_file_is_told_once_to_every_administrator(chat: Chat) -> None:
    path, good = chat.folder / "library.yaml", written(chat.folder)
    path.write_text(good.replace("kind: 活动", "kind: 没有的种类"), encoding="utf-8")
    for admin in (ADMIN, OTHER):
        shown = await chat.waits(1, admin)
        assert "library.yaml:4:9" in shown
        assert "没有的种类" in shown
    path.write_text(
        good.replace("kind: 活动", "kind:  没有的种类").replace("  没", " 没"), encoding="utf-8"
    )
    await asyncio.sleep(1)
    assert len(chat.to(ADMIN)) == 1, "once"
    assert "沈若梅" in await chat.says("谁主持的", STRANGER), "what served goes on serving"
    assert "library.yaml:4:9" in await chat.says("/reload"), "whoever asks is told"
    path.write_text(good, encoding="utf-8")
    assert "改好" in await chat.waits(3, ADMIN)
    assert "没有变化" in await chat.says("/reload")


async def test_the_menu_shows_the_commands_to_administrators_only(chat: Chat) -> None:
    await chat.telegram.until(4, "setMyCommands")
    for fields in chat.telegram.sent("setMyCommands"):
        scope = json.loads(fields.get("scope", "{}"))
        assert ("rollback" in fields["commands"]) == (scope.get("type") == "chat")


async def test_a_change_of_the_article_is_live_within_two_seconds(
    tmp_path: Path, knowledge: Knowledge, segmenter: Segmenter
) -> None:
    folder = Path(shutil.copytree(ROOT / "knowledge", tmp_path / "knowledge"))
    async with chatting(folder, knowledge, segmenter) as chat:
        await chat.says("/reload")  # waits until the first change is prepared for
        for name in ("交大新总部", "交大老总部"):
            begin, used = time.monotonic(), time.process_time()
            await chat.says(f"/alias 西安交通大学 = {name}")
            previewed = time.monotonic()
            await chat.presses("应用")
            applied = time.monotonic()
            assert "开放共享" in await chat.says(f"{name}的理念是什么", STRANGER)
            end = time.monotonic()
            print(f"preview {previewed - begin:.2f} s, apply {applied - previewed:.2f} s, "
                  f"answer {end - applied:.2f} s, whole {end - begin:.2f} s")  # fmt: skip
            assert time.process_time() - used < 10, "of which a loaded machine gives it little"
