"""The forger's tools make good containers too, else the attacks would prove nothing."""

from forms.exchange import Code, Level
from tests.exporters.asic.world import BUREAU_EXPECTS, good_report, judge
from tests.exporters.attacks.forge_cms import algorithm, forged
from tests.exporters.attacks.forge_zip import container


def test_container_of_the_forger_is_accepted_without_changes() -> None:
    verdict, package = judge(container())
    assert (verdict.code, verdict.level) == (Code.OK, Level.VALID)
    assert package is not None


def test_signature_of_the_forger_is_accepted_without_changes() -> None:
    verdict, package = judge(container(sign=forged().sign))
    assert (verdict.code, verdict.technical) == (Code.OK, "")
    assert package is not None


def test_digest_algorithm_without_null_is_accepted() -> None:
    plain = algorithm("2.16.840.1.101.3.4.2.1")
    forgery = forged(digest_algorithm=plain, digest_algorithms=(plain,))
    assert judge(container(sign=forgery.sign))[0].code == Code.OK


def test_good_report_is_accepted_with_all_facts() -> None:
    verdict, package = judge(good_report(), expect=BUREAU_EXPECTS)
    facts = (verdict.readable, verdict.intact, verdict.trusted, verdict.covers_everything)
    assert all(facts)
    assert verdict.right_party
    assert package is not None
    assert package.container == good_report()
