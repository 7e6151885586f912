"""Two classes of one name are found, wherever they are."""

from tests.house.class_names import NamedTwice, named_twice


def test_the_second_class_of_a_name_is_found() -> None:
    sources = [
        ("forms/a.py", "class Kind: pass\n"),
        ("ui/b.py", "x = 1\nclass Kind: pass\nclass _Kind: pass\nclass Other: pass\n"),
        ("ui/c.py", "class _Kind: pass\n"),
    ]
    assert list(named_twice(sources)) == [NamedTwice("ui/b.py", 2, "Kind", "forms/a.py")]
