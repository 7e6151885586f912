"""The principal's key need not lie in the clerk's store: take it out, in two steps (decision 0042)."""

from pathlib import Path

from forms.workflow import Actor
from operations.errors import Refused
from operations.files import KEY, read_file, write_file
from operations.keys.locked_keys import open_key
from storage.named.blobs import BlobKind
from storage.school.store import SchoolStore


def has_key(store: SchoolStore) -> bool:
    """Whether the key in force lies in this store; one on a token or elsewhere does not."""
    return store.blobs.get(BlobKind.PRIVATE_KEY) is not None


def key_file_name(store: SchoolStore) -> str:
    """The usual name of the file of a key that is taken out."""
    return f"{store.meta.school_code}-key.age"


def move_key(store: SchoolStore, target: Path, passphrase: str, *, actor: Actor) -> Path:
    """Write the locked key elsewhere, read it back, and only then take it out. Returns where it is.

    Args:
        store: The clerk's store.
        target: A file that is not there yet, or a folder.
        passphrase: Opens the key.
        actor: Who moves it.

    Raises:
        Refused: There is no key here, the passphrase does not fit, or what was written reads otherwise.
        storage.errors.EnvironmentProblem: It cannot be written.

    """
    locked = key_to_move(store, passphrase)
    path = write_file(target, locked, name=key_file_name(store), replace=False, private=True)
    forget_key(store, read_file(path, limit=KEY), actor=actor)
    return path


def key_to_move(store: SchoolStore, passphrase: str) -> bytes:
    """Give the locked key, after opening it once: what nobody can open is not moved.

    Raises:
        Refused: There is none here, or the passphrase does not fit.

    """
    locked = store.blobs.get(BlobKind.PRIVATE_KEY)
    if locked is None:
        raise Refused("这个填报库里没有签名密钥，没有可以移出的。")
    open_key(locked, passphrase, owner="校长")
    return locked


def forget_key(store: SchoolStore, moved: bytes, *, actor: Actor) -> None:
    """Take the key out of the store, once it was read back from where it lies now.

    Args:
        store: The clerk's store.
        moved: What was read back.
        actor: Who moves it.

    Raises:
        Refused: It is not the key of this store; nothing is taken out then.

    """
    if moved != store.blobs.get(BlobKind.PRIVATE_KEY):
        raise Refused("写出的密钥读回来与库里的不同，密钥仍在填报库里。请换一个 U 盘或文件夹再试。")
    store.blobs.remove(BlobKind.PRIVATE_KEY, actor=actor)
