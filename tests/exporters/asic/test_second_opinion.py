"""The second verifier alone: it must refuse by itself what the first should have refused already."""

import pytest

from exporters.asic.manifest import write_manifest
from exporters.asic.second_opinion import _run, confirm
from exporters.pki.authority import create_authority
from exporters.pki.profile import LEAF_LIFE
from exporters.pki.trust import TrustStore
from exporters.refusal import Refusal
from tests.exporters.asic.world import DAY, NOW, Holder, revoked_list, world
from tests.exporters.attacks.forge_certificates import leaf
from tests.exporters.attacks.forge_cms import forged

pytestmark = pytest.mark.usefixtures("caplog")  # pyHanko logs every refusal
MANIFEST = write_manifest({"package.json": bytes(32)})


def _confirm(holder: Holder, *, trust: TrustStore | None = None, days: int = 0) -> None:
    confirm(
        forged(holder=holder).sign(MANIFEST),
        MANIFEST,
        certificate=holder.certificate,
        trust=trust or world().trust,
        now=NOW + days * DAY,
    )


def _refuses(holder: Holder, *, trust: TrustStore | None = None, days: int = 0) -> str:
    with pytest.raises(Refusal, match="第二个验证程序不认可这个签名") as caught:
        _confirm(holder, trust=trust, days=days)
    return caught.value.technical


def test_good_signature_is_confirmed() -> None:
    _confirm(world().school)
    assert world().school.certificate != world().other_school.certificate


def test_revoked_certificate_is_refused_although_it_names_no_distribution_point() -> None:
    trust = TrustStore(world().authority.root, revoked_list(world().school))
    assert "REVOKED" in _refuses(world().school, trust=trust)


def test_certificate_of_another_authority_is_refused() -> None:
    rogue = create_authority(name="别处", code="1", now=NOW)
    assert "CERTIFICATE_CHAIN" in _refuses(leaf(authority=rogue))


def test_certificate_of_a_server_is_refused() -> None:
    assert (
        _refuses(leaf(extended=("1.3.6.1.5.5.7.3.1",)))
        == "pyHanko: AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE"
    )


def test_expired_certificate_is_refused() -> None:
    assert (
        _refuses(world().school, days=LEAF_LIFE.days + 1)
        == "pyHanko: AdESIndeterminate.OUT_OF_BOUNDS_NO_POE"
    )


def test_certificate_other_than_the_one_seen_first_is_refused() -> None:
    with pytest.raises(Refusal, match="第二个验证程序不认可这个签名") as caught:
        confirm(
            world().school.signer.sign(MANIFEST),
            MANIFEST,
            certificate=world().other_school.certificate,
            trust=world().trust,
            now=NOW,
        )
    assert "other certificate" in caught.value.technical


@pytest.mark.parametrize("p7s", [b"", b"nothing", bytes(50), b"\x30\x80\x06"])
def test_what_is_no_signature_is_refused(p7s: bytes) -> None:
    with pytest.raises(Refusal, match="第二个验证程序"):
        confirm(
            p7s,
            MANIFEST,
            certificate=world().school.certificate,
            trust=world().trust,
            now=NOW,
        )


def test_work_that_wants_to_wait_is_stopped() -> None:
    closed = []

    class Waiting:
        def __await__(self) -> object:
            try:
                yield
            finally:
                closed.append(True)

    async def wait() -> None:
        await Waiting()  # type: ignore[misc]

    with pytest.raises(RuntimeError, match="wait"):
        _run(wait())
    assert closed == [True]
