"""Promises about the code itself: one maker of verified packages, words for every code, light imports."""

import re
import subprocess
import sys

import pytest

from exporters.refusal import ADVICE, Refusal
from forms.exchange import Code
from tests.support.places import ROOT

LAYERS = ("forms", "storage", "exporters", "operations", "cli", "ui")


def test_only_the_verifier_makes_verified_packages() -> None:
    """Apart from the one reader of packages it verified before, which asks it once more."""
    makers = {
        path.relative_to(ROOT).as_posix()
        for layer in LAYERS
        for path in (ROOT / layer).rglob("*.py")
        if re.search(r"(?<!class )\bVerifiedPackage\(", path.read_text(encoding="utf-8"))
    }
    assert makers == {"exporters/asic/verify.py", "exporters/asic/stored.py"}


@pytest.mark.parametrize("code", Code)
def test_every_code_says_what_to_do(code: Code) -> None:
    refusal = Refusal(code, "第 1 项不对")
    assert refusal.sentence == f"第 1 项不对，{ADVICE[code]}。"
    assert ADVICE[code]
    assert not ADVICE[code].endswith("。")


def test_advice_can_fit_the_case() -> None:
    refusal = Refusal(Code.E_SIG, "证书已过期", advice="请换发证书", technical="expired")
    assert refusal.sentence == "证书已过期，请换发证书。"
    assert (refusal.technical, refusal.stranger) == ("expired", False)
    assert "E_SIG" in str(refusal)


def test_importing_the_package_format_loads_no_heavy_library() -> None:
    script = (
        "import sys, importlib, pkgutil, exporters.asic, exporters.pki\n"
        "for package in (exporters.asic, exporters.pki):\n"
        "    for item in pkgutil.iter_modules(package.__path__, package.__name__ + '.'):\n"
        "        if not item.name.endswith(('cms_profile', 'token_native')):\n"
        "            importlib.import_module(item.name)\n"
        "heavy = {'cryptography', 'pyhanko', 'asn1crypto', 'pyrage', 'defusedxml', 'asyncio'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
