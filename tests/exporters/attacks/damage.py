"""Random damage, repeatable by its seed."""

import random


def damaged(data: bytes, chance: random.Random) -> bytes:
    """Overwrite, cut out, double or turn around a stretch of bytes, a few times."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(found) + 1)
        stop = min(len(found), start + chance.randint(1, 40))
        piece = bytes(found[start:stop])
        changes = (b"", piece * 2, chance.randbytes(len(piece)), piece[::-1], bytes(len(piece)))
        found[start:stop] = chance.choice(changes)
    return bytes(found) or b"\0"
