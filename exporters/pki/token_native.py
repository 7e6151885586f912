"""A private key as ``cryptography`` wants it, that is only able to sign.

Apart from :mod:`exporters.pki.token` because it is derived from a heavy library's class.
"""

from collections.abc import Callable
from typing import NoReturn

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.utils import Buffer


class TokenPrivateKey(ec.EllipticCurvePrivateKey):
    """Stands for a key that is somewhere else.

    Args:
        public: Its public half.
        sign: Gives the DER signature over SHA-256 of some bytes.

    """

    def __init__(self, public: ec.EllipticCurvePublicKey, sign: Callable[[bytes], bytes]) -> None:
        self._public = public
        self._sign = sign

    def public_key(self) -> ec.EllipticCurvePublicKey:
        return self._public

    @property
    def curve(self) -> ec.EllipticCurve:
        return self._public.curve

    @property
    def key_size(self) -> int:
        return self._public.key_size

    def sign(self, data: Buffer, signature_algorithm: ec.EllipticCurveSignatureAlgorithm) -> bytes:
        """Sign; SHA-256 alone is offered."""
        algorithm = signature_algorithm.algorithm
        if isinstance(algorithm, Prehashed) or algorithm.name != "sha256":
            raise ValueError("a token signs SHA-256 only")
        return self._sign(bytes(data))

    def exchange(self, *_: object) -> NoReturn:
        """Refuse: the key only signs."""
        raise TypeError("a token key only signs")

    def private_numbers(self) -> NoReturn:
        """Refuse: the key stays where it is."""
        raise TypeError("a token key is not exported")

    def private_bytes(self, *_: object) -> NoReturn:
        """Refuse: the key stays where it is."""
        raise TypeError("a token key is not exported")

    def __copy__(self) -> "TokenPrivateKey":
        return self

    def __deepcopy__(self, _: object) -> "TokenPrivateKey":
        return self
