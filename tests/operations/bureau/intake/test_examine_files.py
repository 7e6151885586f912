"""A file whose examination never ends is refused by itself; the rest of the batch goes on."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from exporters.asic.agreement import at_bureau
from exporters.pki.trust import TrustStore
from forms.exchange import Code, Level, Verdict
from operations.bureau.intake import examine_files
from operations.bureau.intake.examine import Examined
from operations.bureau.intake.examine_files import Job, examined

DONE = Examined(Verdict(Level.REMARK, Code.OK, "done"))


def never_ends_with_slow(_job: Job, task: examine_files._Task) -> Examined:
    if task.path.name == "slow.asice":
        threading.Event().wait()
    return DONE


def nothing(_school: str) -> None:
    """What a school was told that was told nothing."""


def prepared(monkeypatch: pytest.MonkeyPatch) -> Job:
    monkeypatch.setattr(examine_files, "_examine", never_ends_with_slow)
    monkeypatch.setattr(examine_files, "SECONDS", 2)
    expect = at_bureau("420104", period=2024, active=frozenset())
    return Job("", TrustStore(b"", b"", 0), datetime(2024, 10, 1, tzinfo=UTC), expect)


def test_of_a_few_files_a_large_one_is_given_up_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examine_files, "AT_ONCE", -1)
    paths = [Path("slow.asice"), Path("b.asice")]
    job = prepared(monkeypatch)
    found = dict(examined(paths, job, told=nothing, workers=None, cancelled=lambda: False))
    assert found[paths[1]] == DONE
    assert "超过 2 秒还没有完" in found[paths[0]].verdict.message


def test_a_file_that_takes_too_long_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    job = prepared(monkeypatch)
    paths = [Path("a.asice"), Path("slow.asice"), Path("b.asice"), Path("c.asice")]
    found = dict(examined(paths, job, told=nothing, workers=2, cancelled=lambda: False))
    assert list(found) == paths
    refused = found.pop(paths[1])
    assert all(one == DONE for one in found.values())
    assert refused.verdict.level is Level.INVALID
    assert refused.verdict.message.startswith("检查文件“slow.asice”超过 2 秒还没有完")
    assert "其余文件照常处理" in refused.verdict.message
