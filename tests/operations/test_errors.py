"""What the exporters tell the user becomes a refusal; what they tell callers does not."""

import pytest

from exporters.age import AgeError
from exporters.documents.intake import FileFault, IntakeError
from exporters.errors import SentenceError
from exporters.pki.certificates import CertificateError
from operations.errors import Refused, refusing


@pytest.mark.parametrize("error", [AgeError("打不开。"), IntakeError(FileFault.EMPTY, "打不开。")])
def test_a_sentence_for_the_user_is_passed_on(error: SentenceError) -> None:
    with pytest.raises(Refused, match=r"^打不开。$") as caught, refusing():
        raise error
    assert caught.value.__cause__ is error


@pytest.mark.parametrize("error", [CertificateError("证书太长"), ValueError("bug")])
def test_a_clause_or_a_fault_of_the_program_stays_what_it_is(error: ValueError) -> None:
    with pytest.raises(ValueError, match=f"^{error}$") as caught, refusing():
        raise error
    assert caught.value is error
