"""What an entry of the journal says it was about where it changed no answer."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from forms.places import place_of
from operations.packs.bundled import bundled_pack
from operations.school.history.past_about import Abouts
from storage.journal.journal import EntryKind, JournalEntry
from tests.operations.staging import CLERK

PACK = bundled_pack()
AREA = "facilities.site_area"
META = {"school_name": "云杉小学", "school_code": "2142100001", "bureau_code": "", "created": "x"}
SETTINGS = {"period.due_date": "2024-10-15", "setting.music_art_counting": "together"}


def about(
    *told: tuple[EntryKind, Mapping[str, object]], addresses: tuple[str, ...] = ()
) -> list[str]:
    """What the entries of a journal are about, oldest first."""
    at = datetime(2024, 9, 1, tzinfo=UTC)
    made = [
        JournalEntry(number, at, CLERK, kind, 1, addresses, payload, (), "", "")
        for number, (kind, payload) in enumerate(told, start=1)
    ]
    abouts = Abouts(made[::-1], PACK)
    return [abouts.about(entry, lambda address: place_of(PACK, address)) for entry in made]


def test_what_the_store_is_about_is_told_as_it_changes() -> None:
    assert about(
        (EntryKind.CREATE, {"meta": META}),
        (EntryKind.SETTINGS, {"meta": META | {"school_code": "2142100002"}}),
        (EntryKind.SETTINGS, {"meta": META | {"bureau_code": "420104"}}),
    ) == [
        "学校名称 云杉小学；学校标识码 2142100001",
        "学校标识码 2142100001 → 2142100002",
        "学校标识码 2142100002 → 2142100001；区局代码 420104",
    ]


def test_settings_are_told_in_words_with_what_they_were() -> None:
    changed = SETTINGS | {"period.due_date": "2024-10-20"}
    del changed["setting.music_art_counting"]
    kind = "两类达标间数之和够“应配 × 2”"
    assert about(
        (EntryKind.SETTINGS, {"settings": SETTINGS}),
        (EntryKind.SETTINGS, {"settings": changed}),
        (EntryKind.SETTINGS, {"settings": changed}),
    ) == [
        f"区局设置：上报截止日 2024-10-15；音乐、美术教室计数 {kind}",
        f"区局设置：上报截止日 2024-10-15 → 2024-10-20；音乐、美术教室计数 {kind} → （没有）",
        "区局设置没有变化",
    ]


def test_of_many_settings_the_first_are_told_and_all_are_counted() -> None:
    many = {setting.id: "1" for setting in PACK.settings if setting.id != "setting.backbone_titles"}
    [told] = about((EntryKind.SETTINGS, {"settings": many}))
    assert told.count("；") == 3
    assert told.endswith(f"等 {len(many)} 项")


@pytest.mark.parametrize(
    ("kind", "payload", "told"),
    [
        (EntryKind.SETTINGS, {"last": {AREA: "1", "a": "2"}}, "区局发来的上年数 2 项"),
        (EntryKind.SETTINGS, {"stat": {}}, "没有区局发来的统计数据"),
        (EntryKind.SETTINGS, {"own_last": {"a": "1"}}, "取自本校上年填报库的内容 1 项"),
        (EntryKind.SETTINGS, {"people": {"reviewer": "李样例"}}, "审核人 李样例"),
        (EntryKind.SETTINGS, {"place": {"computer": "OFFICE-3"}}, ""),
        (EntryKind.SETTINGS, {"restored": "旧\n份.yhs"}, "备份“旧 份.yhs”"),
        (EntryKind.MOVE, {"from": "draft", "to": "in_review"}, "填报中 → 待校长审核"),
        (EntryKind.CONFIRM, {"digest": "2720631aa993"}, "第 1 版"),
        (EntryKind.KEY, {"kind": "certificate", "sha256": "f0"}, "签名证书"),
        (EntryKind.KEY, {"kind": "request", "sha256": None}, "去掉了开户申请"),
        (EntryKind.ATTACHMENT, {"name": "合同.pdf", "size": 1384}, "合同.pdf（2 KB）"),
        (EntryKind.SIGN, {"number": 2, "identity": "f0"}, "第 2 号上报包"),
        (EntryKind.EXPORT, {"number": 2, "place": "D:\\上报\\a.age"}, "第 2 号上报包，存为“a.age”"),
        (EntryKind.CHAIN, {"withdrawn_from": 3}, "从第 3 号上报包起，原密钥签名的作废"),
        (EntryKind.CHAIN, {"number": 3}, "区局已接收到第 3 号上报包"),
        (EntryKind.RECEIPT, {"number": 3}, "第 3 号上报包"),
        (EntryKind.FLOOR, {}, ""),
    ],
)
def test_each_kind_says_what_it_was_about(
    kind: EntryKind, payload: Mapping[str, object], told: str
) -> None:
    assert about((kind, payload)) == [told]


def test_a_comment_and_its_reply_are_told_with_their_words() -> None:
    asked = EntryKind.COMMENT, {"comment": 1, "text": "请核对。", "origin": "principal"}
    answered = EntryKind.COMMENT, {"answered": 1, "reply": "changed", "text": ""}
    assert about(asked, answered, addresses=(AREA,)) == [
        "办学条件 › 占地面积：“请核对。”",
        "办学条件 › 占地面积：已修改",
    ]
    assert about(asked, addresses=("",)) == ["整份填报表：“请核对。”"]


def test_a_broken_payload_is_told_without_failing() -> None:
    assert about((EntryKind.SETTINGS, {"settings": 7}), (EntryKind.ATTACHMENT, {"size": "x"})) == [
        "",
        "（0 B）",
    ]
