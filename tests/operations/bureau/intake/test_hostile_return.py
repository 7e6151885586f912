"""A return signed by a key that counts, made by malware: refused in words, and the rest goes on."""

import random
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

import pytest

from exporters.age import decrypt
from exporters.asic import names
from exporters.asic.stored import reread
from exporters.strict_json import Json, decode
from forms.canonical import canonical_bytes
from forms.exchange import Code, VerifiedPackage
from operations.bureau.intake import examine as module
from operations.bureau.intake.examine import ContentError, recalculated
from operations.bureau.sent.told import read_told
from operations.bureau.store import Desk, root_certificate
from operations.check_context import Told
from operations.clock import now
from tests.fuzz.json_damage import damaged
from tests.operations.staging import District, import_package

TURNS = 400


@pytest.fixture
def taken(desk: Desk, district: District) -> tuple[VerifiedPackage, Told]:
    """A package of the demonstration, and what its school had been told."""
    container = decrypt(district.package().read_bytes(), desk.keys.identity)
    _, package = reread(container, root=root_certificate(desk.store), at=now())
    assert package is not None
    return package, read_told(desk.store, package.info.school)


def _document(package: VerifiedPackage) -> dict[str, Json]:
    document = decode(package.files[names.RETURN], multiline=True)
    assert isinstance(document, dict)
    return document


def _with(package: VerifiedPackage, document: Json) -> VerifiedPackage:
    return replace(package, files={**package.files, names.RETURN: canonical_bytes(document)})


def test_any_structure_is_refused_in_words(taken: tuple[VerifiedPackage, Told]) -> None:
    package, told = taken
    document, chance = _document(package), random.Random(20250310)
    taken_over = 0
    for _ in range(TURNS):
        with suppress(ContentError):
            recalculated(_with(package, damaged(document, chance)), told)
            taken_over += 1
    # An answer may be another one; nearly everything else follows from the answers.
    assert taken_over < TURNS // 10


def test_numbers_whose_sum_is_too_large_to_write_are_refused(
    taken: tuple[VerifiedPackage, Told],
) -> None:
    package, told = taken
    document = _document(package)
    answers = document["answers"]
    assert isinstance(answers, Mapping)
    huge = {name: 2**53 - 1 if type(value) is int else value for name, value in answers.items()}
    with pytest.raises(ContentError) as caught:
        recalculated(_with(package, {**document, "answers": huge}), told)
    assert caught.value.code is Code.E_DATA


def test_a_fault_nobody_thought_of_is_a_verdict_too(
    desk: Desk, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(module, "_recalculated", fail)
    result = import_package(desk, district.next_package())
    assert (result.accepted, result.code) == (False, Code.E_DATA)
    assert "不能处理的数据" in result.message


def test_too_little_memory_is_no_fault_of_the_file(
    desk: Desk, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(module, "_recalculated", fail)
    with pytest.raises(MemoryError):
        import_package(desk, district.next_package())
    assert desk.store.quarantine.all() == []
