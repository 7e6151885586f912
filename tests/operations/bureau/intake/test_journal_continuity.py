"""What a package says about its journal has to be about the journal its return names."""

from pathlib import Path

import pytest

from exporters.asic import names
from exporters.asic.build import build
from exporters.asic.journal_note import encode_note, note_of
from exporters.asic.package_info import decode_info
from exporters.asic.report import open_container
from exporters.asic.signing import FileKeySigner
from exporters.asic.zip_reader import Archive
from forms.exchange import Code, Level, Verdict
from operations.bureau.intake.examine import Examined, journal_head
from operations.bureau.intake.journal_continuity import journal_breaks
from operations.bureau.intake.rehearsal import rehearse_import
from operations.bureau.intake.settling import with_journal
from storage.named.blobs import BlobKind
from tests.operations.care import Life
from tests.operations.staging import import_package


def signed_anew(life: Life, path: Path, note: bytes | None) -> Path:
    """The school's package with another note, properly signed: a program that was changed."""
    archive = Archive(open_container(path.read_bytes(), identity=life.desk.keys.identity))
    files = {name: archive.read(name) for name in archive.entries if name not in names.FIXED}
    info = decode_info(files.pop(names.INFO))
    files.pop(names.JOURNAL)
    if note is not None:
        files[names.JOURNAL] = note
    certificate = life.store.blobs.get(BlobKind.CERTIFICATE) or b""
    container = build(files, info=info, signer=FileKeySigner(life.key, certificate))
    made = path.with_name(f"anew-{info.number}.asice")
    made.write_bytes(container)
    return made


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (encode_note(note_of((5, "ab" * 32), [])), "不是同一本"),
        (b'{"head":{"hash":"x","seq":1},"earlier":[]}', "不合规定"),
    ],
    ids=["another journal", "no digest"],
)
def test_a_note_about_another_journal_is_refused(
    life: Life, tmp_path: Path, note: bytes, said: str
) -> None:
    result = import_package(life.desk, signed_anew(life, life.report(tmp_path), note))
    assert (result.accepted, result.code) == (False, Code.E_DATA)
    assert said in result.message


def test_a_first_package_has_nothing_to_carry_on(life: Life, tmp_path: Path) -> None:
    first = import_package(life.desk, signed_anew(life, life.report(tmp_path), None))
    assert (first.accepted, first.verdict.name) == (True, "VALID")


def test_a_later_package_that_says_nothing_is_a_break_and_the_rehearsal_says_so(
    life: Life, tmp_path: Path
) -> None:
    import_package(life.desk, life.report(tmp_path))
    silent = signed_anew(life, life.report(tmp_path, minority="13"), None)
    [rehearsed] = rehearse_import(life.desk, [silent], workers=1)
    result = import_package(life.desk, silent)
    assert (result.accepted, result.verdict.name) == (True, "REMARK")
    [found] = journal_breaks(life.desk.store)
    assert (found.before, found.after) == (1, 2)
    sound, broken = "文件完整，签名有效。", result.message.partition("签名有效。")[2]
    assert "在第 1 号和第 2 号上报包之间没有接上" in broken
    assert result.message.endswith(f"。{sound}{broken}")
    assert rehearsed.result.verdict is Level.REMARK
    assert rehearsed.result.message.endswith(f"{sound}{broken}")
    # What the verifier had remarked already is said too.
    remarked = Examined(Verdict(Level.REMARK, Code.OK, "证书快到期，请知悉。"))
    info = decode_info(Archive(silent.read_bytes()).read(names.INFO))
    verdict = with_journal(life.desk.store, remarked, info)
    assert verdict.message == f"证书快到期，请知悉。{broken}"


@pytest.mark.parametrize("data", [b"", b"[]", b'{"x":1}'])
def test_a_return_that_names_no_journal_has_no_head(data: bytes) -> None:
    assert journal_head(data) == ""
