"""Judgement that strays into a window is found; what only shows is left alone."""

import ast

import pytest

from tests.house.judgement import judgements


def found(name: str, source: str) -> list[str]:
    return [item.text for item in judgements(name, list(ast.walk(ast.parse(source))))]


@pytest.mark.parametrize(
    ("name", "source", "text"),
    [
        ("ui/bureau/a.py", "import json\n", "a window reads json"),
        ("ui/a.py", "def f():\n    from json import loads\n", "a window reads json"),
        (
            "ui/a.py",
            "from forms.evaluation import INDICATORS, evaluate\n",
            "a window decides by forms.evaluation.evaluate",
        ),
        (
            "ui/a.py",
            "from operations.packs.bundled import engine_for\n",
            "a window decides by operations.packs.bundled.engine_for",
        ),
        (
            "ui/a.py",
            "late = certificate.not_after <= at\n",
            "weighs not_after outside operations.keys.key_care",
        ),
        (
            "cli/a.py",
            "good = [c for c in all if c.revoked_at is None]\n",
            "weighs revoked_at outside operations.keys.key_care",
        ),
        (
            "ui/a.py",
            "ahead = seen > datetime.now(UTC)\n",
            "compares with the clock outside operations",
        ),
        (
            "operations/school/a.py",
            "context = make_context(pack, period=p)\n",
            "a check's context is made in operations/check_context.py",
        ),
        (
            "ui/a.py",
            "context = context.Context(period)\n",
            "a check's context is made in operations/check_context.py",
        ),
    ],
)
def test_what_decides_is_found(name: str, source: str, text: str) -> None:
    assert found(name, source) == [text]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("ui/a.py", "from forms.evaluation import INDICATORS, SchoolResult\n"),
        ("ui/a.py", "text = f'{certificate.not_after:%Y}'\n"),
        ("ui/a.py", "today = datetime.now(UTC).date()\n"),
        ("cli/a.py", "import json\n"),
        ("operations/keys/key_care.py", "late = item.not_after <= at\n"),
        ("operations/check_context.py", "context = make_context(pack)\n"),
        ("forms/live/a.py", "context = make_context(pack)\n"),
        ("tests/a.py", "context = make_context(pack)\n"),
    ],
)
def test_what_shows_is_left_alone(name: str, source: str) -> None:
    assert found(name, source) == []
