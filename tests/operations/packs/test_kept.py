"""A pack that is kept ready is the pack of its TOML; one that is damaged or does not fit costs only time."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from forms import loader
from forms.expr import Expression
from forms.spec import Pack
from operations.packs import bundled as pack
from operations.packs import kept as kept_pack
from operations.packs.bundled import pack_files, read_pack
from operations.packs.kept import kept_place, read_kept
from resources import resource
from tests.house.keep_packs import keep_packs


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the packs of the program, kept ready."""
    root = tmp_path_factory.mktemp("resources") / "forms"
    shutil.copytree(resource("forms"), root, ignore=shutil.ignore_patterns("__pycache__"))
    keep_packs(root, built=False)
    return root / "balance-2024.1"


@pytest.fixture
def folder(kept: Path, tmp_path: Path) -> Path:
    """The same to be spoilt by one test."""
    return Path(shutil.copytree(kept.parent, tmp_path / "forms")) / kept.name


@pytest.fixture
def never_from_toml(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Mapping[str, str]) -> Pack:
        pytest.fail("the TOML was read")

    monkeypatch.setattr(loader, "load_pack", refuse)


def from_toml(folder: Path) -> Pack:
    return loader.load_pack({name: text.decode() for name, text in pack_files(folder).items()})


def parts(found: object) -> Iterator[object]:
    """Everything a pack consists of, with its types, in order; equality of expressions is not enough."""
    yield type(found)
    if is_dataclass(found):
        for part in fields(found):
            yield from parts(getattr(found, part.name))
    elif isinstance(found, dict):
        yield from parts(tuple(found.items()))
    elif isinstance(found, tuple):
        yield len(found)
        for element in found:
            yield from parts(element)
    else:
        yield found


def expressions(found: object) -> Iterator[int]:
    """Which objects the expressions are, in order, by the number of each at first sight."""
    seen: dict[int, int] = {}

    def walk(value: object) -> Iterator[int]:
        if isinstance(value, Expression):
            yield seen.setdefault(id(value), len(seen))
        elif is_dataclass(value):
            for part in fields(value):
                yield from walk(getattr(value, part.name))
        elif isinstance(value, tuple):
            for element in value:
                yield from walk(element)

    return walk(found)


@pytest.mark.usefixtures("never_from_toml")
def test_what_is_kept_is_taken_and_the_toml_is_not_read(kept: Path) -> None:
    assert read_pack(kept).ref.version == "2024.1"


def test_what_is_kept_is_the_pack_of_its_toml_to_the_last_field(kept: Path) -> None:
    found, plain = read_kept(kept, pack_files(kept)), from_toml(kept)
    assert found == plain
    assert list(parts(found)) == list(parts(plain))
    # Equal texts are one expression, which is compiled once.
    assert list(expressions(found)) == list(expressions(plain))


def spoil_middle(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda content: content[:-1],
        lambda content: content[: len(content) // 2],
        lambda content: content + b" ",
        spoil_middle,
        lambda content: b"0" * 64 + content[64:],
        lambda content: content[65:],
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: content.replace(b'"2024.1"', b'"2024.2"', 1),
        lambda _: b"\x80\x05K*.",
        lambda _: bytes(range(256)) * 100,
    ],
)
def test_a_damaged_file_costs_only_time(folder: Path, damage: Callable[[bytes], bytes]) -> None:
    place = kept_place(folder)
    good = place.read_bytes()
    place.write_bytes(damage(good))
    assert place.read_bytes() != good
    assert read_kept(folder, pack_files(folder)) is None
    assert read_pack(folder) == from_toml(folder)


def test_without_the_file_or_with_a_folder_in_its_place_the_toml_is_read(folder: Path) -> None:
    kept_place(folder).unlink()
    assert read_pack(folder) == from_toml(folder)
    kept_place(folder).mkdir()
    assert read_pack(folder) == from_toml(folder)


@pytest.mark.parametrize("file", ["pupils.toml", "confirmation.toml"])
def test_another_text_of_the_pack_is_read_and_not_what_was_kept(folder: Path, file: str) -> None:
    changed = folder / file
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace("label", "label ", 1) + "# anew\n", encoding="utf-8")
    assert read_kept(folder, pack_files(folder)) is None
    assert read_pack(folder) == from_toml(folder)


def test_a_file_less_or_more_is_another_pack(kept: Path) -> None:
    files = pack_files(kept)
    assert read_kept(kept, files) is not None
    assert read_kept(kept, {**files, "more.toml": b""}) is None
    assert (
        read_kept(kept, {name: files[name] for name in files if name != "last_year.toml"}) is None
    )


def test_code_that_was_changed_reads_its_toml_anew(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = tmp_path / "spec.py"
    code.write_text("a = 1\n", encoding="utf-8")
    monkeypatch.setattr(kept_pack, "code_files", lambda: [code])
    monkeypatch.setattr("tests.house.keep_packs.code_files", lambda: [code])
    keep_packs(folder.parent, built=False)
    assert read_kept(folder, pack_files(folder)) is not None
    code.write_text("a = 12\n", encoding="utf-8")
    assert read_kept(folder, pack_files(folder)) is None


def test_what_is_built_in_is_taken_by_a_program_without_code_files(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_packs(folder.parent, built=True)
    assert read_kept(folder, pack_files(folder)) is None
    monkeypatch.setattr(kept_pack, "code_files", list)
    assert read_kept(folder, pack_files(folder)) == from_toml(folder)
    monkeypatch.setattr(kept_pack, "VERSION", "0.2.0")
    assert read_kept(folder, pack_files(folder)) is None


def test_the_code_that_reads_packs_is_known_by_its_files() -> None:
    names = {path.relative_to(resource().parent).as_posix() for path in kept_pack.code_files()}
    assert {"forms/spec.py", "forms/expr/parser.py", "forms/loader/pack.py"} <= names


def test_the_program_takes_its_own_pack_where_it_is_kept(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[Path] = []
    monkeypatch.setattr(pack, "resource", kept.parents[1].joinpath)
    monkeypatch.setattr(pack, "read_kept", lambda folder, files: taken.append(folder))
    pack._pack.__wrapped__("balance", "2024.1")
    assert taken == [kept]
