"""Groups: spoken to, the bot answers; otherwise it is silent."""

from tests.telegram.server import GROUP, ME, FakeTelegram, in_group

BOT_SAID = {"reply_to_message": {"message_id": 3, "date": 1, "from": ME, "text": "x"}}


def texts(telegram: FakeTelegram) -> list[str]:
    return [fields["text"] for fields in telegram.sent()]


async def test_only_what_is_meant_for_the_bot_is_answered(telegram: FakeTelegram) -> None:
    for text in (
        "论坛在哪办",
        "@OtherBot 论坛在哪办",
        "/help@OtherBot",
        "/dice",
        "@FixtureBot2 在吗",
    ):
        await telegram.says(text, **in_group())
    number = await telegram.says("@FixtureBot 论坛在哪办", **in_group())
    await telegram.says("谁主持的", **in_group(), **BOT_SAID)
    await telegram.says("/help@fixturebot", **in_group())
    await telegram.says("@FixtureBot", **in_group())
    await telegram.until(4)
    assert "创新港" in texts(telegram)[0]
    assert "梁辉" in texts(telegram)[1]
    assert "在群里" in texts(telegram)[2]
    assert texts(telegram)[3] == texts(telegram)[2], "nothing but its name: how to ask"
    first = telegram.sent()[0]
    assert first["chat_id"] == str(GROUP)
    assert f'"message_id": {number}' in first["reply_parameters"]


async def test_context_is_kept_by_person_and_topic(telegram: FakeTelegram) -> None:
    for user, thread, text in (
        (1, 5, "传播力榜有哪些学校"), (2, 5, "影响力榜有哪些学校"), (1, 6, "赵峥是谁"),
        (1, 5, "第二个呢"), (2, 5, "第二个呢"), (1, 6, "他的分享题目是什么"),
    ):  # fmt: skip
        await telegram.says(f"@FixtureBot {text}", user, **in_group(thread))
    await telegram.until(6)
    assert "西北大学" in texts(telegram)[3]
    assert "陕西师范大学" in texts(telegram)[4]
    assert "微博打造年轻用户生态" in texts(telegram)[5]
    assert [fields["message_thread_id"] for fields in telegram.sent()] == list("556556")


async def test_administrators_switch_the_bot_off_and_on(telegram: FakeTelegram) -> None:
    telegram.administrators = {8}
    await telegram.says("/off", user=1, **in_group())
    await telegram.says("/off", user=8, **in_group())
    await telegram.says("@FixtureBot 论坛在哪办", **in_group())
    await telegram.presses("t:", **in_group())
    await telegram.says("/on", user=1, **in_group())
    await telegram.says("/on", user=8, **in_group())
    await telegram.says("@FixtureBot 论坛在哪办", **in_group())
    await telegram.says("/off", user=1)
    await telegram.until(5)
    assert telegram.sent("editMessageText") == []
    shown = sorted(texts(telegram), key=len)
    assert sum("只有群管理员" in text for text in shown) == 1
    assert sum("不再出声" in text for text in shown) == 1
    assert sum("继续回答" in text for text in shown) == 1
    assert sum("创新港" in text for text in shown) == 1
    assert sum("只在群里" in text for text in shown) == 1


async def test_an_administrator_who_hides_behind_the_group_may_switch(
    telegram: FakeTelegram,
) -> None:
    await telegram.says(
        "/off", **in_group(), sender_chat={"id": GROUP, "type": "supergroup", "title": "g"}
    )
    await telegram.until(1)
    assert "不再出声" in texts(telegram)[0]
    assert telegram.sent("getChatMember") == []


async def test_a_group_is_greeted_and_told_about_privacy(telegram: FakeTelegram) -> None:
    member = {"user": ME, "until_date": 0}
    change = {"date": 1, "from": {"id": 1, "is_bot": False, "first_name": "甲"}, **in_group()}
    await telegram.updates(my_chat_member=change | {
        "old_chat_member": member | {"status": "left"},
        "new_chat_member": member | {"status": "member"}})  # fmt: skip
    await telegram.updates(my_chat_member=change | {
        "old_chat_member": member | {"status": "member"},
        "new_chat_member": member | {"status": "kicked"}})  # fmt: skip
    await telegram.says("/off", **in_group())
    await telegram.until(2)
    assert "隐私模式" in texts(telegram)[0]
    assert len(telegram.sent()) == 2


async def test_an_edit_in_a_group_must_still_be_meant_for_the_bot(telegram: FakeTelegram) -> None:
    number = await telegram.says("@FixtureBot 论坛在哪办", **in_group())
    await telegram.until(1)
    await telegram.edits(number, "论坛谁主持", **in_group())
    await telegram.edits(number, "@FixtureBot 论坛谁主持", **in_group())
    await telegram.until(1, "editMessageText")
    assert "梁辉" in telegram.sent("editMessageText")[0]["text"]
