"""What every attack has to meet: a verdict with the expected code, in words, and no content."""

from forms.exchange import Code, Level, Verdict
from tests.exporters.asic.world import judge


def assert_refused(container: bytes, code: Code, **how: object) -> Verdict:
    """Verify and check that the container is refused for ``code``."""
    verdict, package = judge(container, **how)  # type: ignore[arg-type]
    assert verdict.code == code, (verdict.message, verdict.technical)
    assert package is None
    assert not verdict.accepted
    assert verdict.level in {Level.INVALID, Level.UNKNOWN_SIGNER}
    assert is_sentence(verdict.message)
    return verdict


def is_sentence(text: str) -> bool:
    """Whether a message is Chinese, says what to do after a comma, and ends as a sentence."""
    chinese = any("\u4e00" <= sign <= "\u9fff" for sign in text)
    return chinese and text.endswith("。") and "，" in text and "。。" not in text
