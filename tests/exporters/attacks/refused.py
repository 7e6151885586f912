"""What every attack has to meet: a verdict with the expected code, in words, and no content."""

from forms.exchange import Code, Level, Verdict
from tests.exporters.asic.world import judge


def assert_refused(container: bytes, code: Code, why: str, **how: object) -> Verdict:
    """Verify and check that the container is refused for ``code``, and for no other reason than ``why``.

    Args:
        container: The bytes.
        code: Code of the verdict.
        why: Part of its sentence, or of its detail for experts: another check that refuses the same
            file under the same code does not count.
        how: What :func:`judge` is given beside the bytes.

    """
    verdict, package = judge(container, **how)  # type: ignore[arg-type]
    assert verdict.code == code, (verdict.message, verdict.technical)
    assert why in verdict.message or why in verdict.technical, (verdict.message, verdict.technical)
    assert package is None
    assert not verdict.accepted
    assert verdict.level in {Level.INVALID, Level.UNKNOWN_SIGNER}
    assert is_sentence(verdict.message)
    return verdict


def is_sentence(text: str) -> bool:
    """Whether a message is Chinese, says what to do after a comma, and ends as a sentence."""
    chinese = any("\u4e00" <= sign <= "\u9fff" for sign in text)
    return chinese and text.endswith("。") and "，" in text and "。。" not in text
