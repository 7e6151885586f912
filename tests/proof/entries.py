"""What the random steps type and paste, and where, on both sides."""

from hypothesis import strategies as st

from tests.proof.life import Side

FIGURE = "pupils.minority_primary"
TYPED = {Side.SCHOOL: FIGURE, Side.BUREAU: "district.towns"}
PASTED = {
    Side.SCHOOL: ("facilities.music_rooms", ["room_name", "area"]),
    Side.BUREAU: ("district.school_ratings", ["school_code", "moral_grade"]),
}
NUMBERS = st.sampled_from([None, "7", "8", "9", "七", "99999"])
"""Right ones, one that is none, one that is too high, none at all."""
BLOCKS = st.lists(
    st.tuples(st.sampled_from(["甲", "乙", "丙"]), st.sampled_from(["90.00", "95.50", "大"])),
    min_size=1,
    max_size=3,
)
Block = list[tuple[str, str]]
