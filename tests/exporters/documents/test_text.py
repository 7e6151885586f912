"""Text on paper: nothing vanishes, lines break where Chinese lines may, columns share the width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.documents.clean import EXCEL_TEXT_LIMIT, excel_text, printable
from exporters.documents.linebreak import break_lines
from exporters.documents.widths import share

NO_START = "，。、；：？！）》」』”’…%"
NO_END = "（《「『“‘"
CHINESE = st.text(alphabet="一二学校（）《》，。；：“”12.5ABab %-/\n", max_size=80)


def measure(text: str) -> float:
    """Ten points for a Han character, five for a Latin one."""
    return sum(10 if character >= "\u2e80" else 5 for character in text)


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("plain", "硚口区", "硚口区"),
        ("control character", "一\x07二", "一□二"),
        ("null", "\x00", "□"),
        ("escape", "\x1b[31m", "□[31m"),
        ("Windows line end", "一\r\n二", "一\n二"),
        ("old Mac line end", "一\r二", "一\n二"),
        ("tab", "一\t二", "一 二"),
        ("right-to-left override", "1\u202e23", "1□23"),
        ("half a surrogate pair", "\ud800", "□"),
        ("no character at all", "\uffff", "□"),
        ("beyond the BMP", "𬭎", "𬭎"),
    ],
)
def test_what_has_no_place_on_paper_is_shown_as_a_box(name: str, text: str, shown: str) -> None:
    assert printable(text) == shown


def test_a_text_too_long_for_excel_is_cut_and_says_so() -> None:
    cut = excel_text("学" * 40_000)
    assert len(cut) <= EXCEL_TEXT_LIMIT
    assert cut.endswith("data/return.json）")


def test_a_cut_never_halves_a_character_beyond_the_bmp() -> None:
    cut = excel_text("𬭎" * 20_000)
    assert len(cut.encode("utf-16-le")) // 2 <= EXCEL_TEXT_LIMIT
    assert set(cut.split("……")[0]) == {"𬭎"}


@pytest.mark.parametrize(
    ("name", "text", "width", "lines"),
    [
        ("a stop does not start a line", "学校学校，学校", 40, ["学校学", "校，学校"]),
        ("a bracket does not end a line", "学校学（学校）", 40, ["学校学", "（学校）"]),
        ("a number stays whole", "面积共 6200.50 平米", 50, ["面积共", "6200.50 平", "米"]),
        ("a rule number stays whole", "见 R-staffing-014 条", 80, ["见", "R-staffing-014", "条"]),
        ("a digest is cut where it must", "abcdefghij", 20, ["abcd", "efgh", "ij"]),
        ("line ends are kept", "一\n\n二", 40, ["一", "", "二"]),
        ("nothing is one empty line", "", 40, [""]),
        ("a character wider than the line stands alone", "一二", 4, ["一", "二"]),
    ],
)
def test_lines_break_as_chinese_lines_may(
    name: str, text: str, width: float, lines: list[str]
) -> None:
    assert break_lines(text, measure, width) == lines


@given(CHINESE, st.integers(30, 200))
def test_breaking_loses_nothing_but_blanks_and_fits(text: str, width: int) -> None:
    lines = break_lines(text, measure, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")
    assert all(measure(line) <= width for line in lines)


@given(st.text(alphabet="一二学校（），。“”", max_size=60))
def test_no_line_starts_with_a_stop_or_ends_with_a_bracket(text: str) -> None:
    lines = break_lines(text, measure, 400)
    pieces = max((len(run) for run in _runs(text)), default=0)
    if pieces * 10 <= 400:
        assert all(line[:1] not in NO_START for line in lines[1:] if line)
        assert all(line[-1:] not in NO_END for line in lines[:-1] if line)


def _runs(text: str) -> list[str]:
    """The longest stretches in which no line may break."""
    runs = [""]
    for before, after in zip(" " + text, text, strict=False):
        if after not in NO_START and before not in NO_END:
            runs.append("")
        runs[-1] += after
    return runs


WIDTHS = st.lists(st.tuples(st.integers(1, 300), st.integers(1, 100)), min_size=1, max_size=15).map(
    lambda pairs: [(max(pair), min(pair)) for pair in pairs]
)


@given(WIDTHS, st.integers(50, 800))
def test_columns_take_the_whole_width(pairs: list[tuple[int, int]], total: int) -> None:
    widths = share([wish for wish, _ in pairs], [least for _, least in pairs], total)
    assert sum(widths) == pytest.approx(total)
    assert all(width > 0 for width in widths)


@given(WIDTHS, st.integers(50, 800))
def test_no_column_falls_below_its_least_width_while_there_is_room(
    pairs: list[tuple[int, int]], total: int
) -> None:
    least = [low for _, low in pairs]
    widths = share([wish for wish, _ in pairs], least, total)
    if sum(least) <= total:
        assert all(width >= low - 1e-6 for width, low in zip(widths, least, strict=True))
