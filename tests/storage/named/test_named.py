"""What a store keeps under a name: keys, settings, figures, what it has seen."""

import hashlib
from datetime import timedelta

from storage.named.blobs import BlobKind
from storage.named.trust import TrustFloor
from storage.school.store import SchoolStore
from tests.storage.stores import OFFICER, START


def test_keys_settings_and_figures_of_the_bureau(store: SchoolStore) -> None:
    assert store.blobs.get(BlobKind.ROOT) is None
    store.blobs.put(BlobKind.ROOT, b"one", actor=OFFICER)
    store.blobs.put(BlobKind.ROOT, b"two")
    assert store.blobs.get(BlobKind.ROOT) == b"two"
    entry = store.journal.entries(limit=1)[0]
    assert entry.payload == {"kind": "root", "sha256": hashlib.sha256(b"two").hexdigest()}
    assert store.last_values.all() == {}
    store.last_values.replace({"pupils.a": "9"})
    store.settings.replace({"setting.a": "1", "setting.b": "2"})
    store.settings.replace({"setting.a": "3"})
    store.stat_values.replace({"pupils.a": "8"})
    assert store.last_values.all() == {"pupils.a": "9"}
    assert store.settings.all() == {"setting.a": "3"}
    assert store.stat_values.all() == {"pupils.a": "8"}


def test_trust_never_goes_back(store: SchoolStore) -> None:
    assert store.trust.floor() == TrustFloor(0, None)
    store.trust.raise_to(crl_number=5)
    store.trust.raise_to(seen_at=START)
    floor = store.trust.raise_to(crl_number=4, seen_at=START - timedelta(days=1))
    assert floor == store.trust.floor() == TrustFloor(5, START)
