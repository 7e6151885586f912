"""The kinds of errors of a store, kept apart by whose turn it is."""

from storage.address import StorePlace


class StoreError(Exception):
    """Base of all errors of the stores; ``str(error)`` is the Chinese sentence for the user."""


class EnvironmentProblem(StoreError):  # noqa: N818 - these three words name the three kinds
    """Disk, permission, lock, server or the store itself; ``place`` says which store or file."""

    def __init__(self, place: StorePlace, message: str) -> None:
        super().__init__(message)
        self.place = place


class StoreRefusal(StoreError):  # noqa: N818 - these three words name the three kinds
    """The store is fine, but this cannot be done now; the sentence says why and what to do."""


class StillReferredTo(StoreError):  # noqa: N818 - one of the stores' own, never shown
    """A row cannot go because others refer to it; whoever deletes it says so in words."""


class StoreBug(StoreError):  # noqa: N818 - these three words name the three kinds
    """A state that must not occur; the program, not the user, is at fault."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"程序内部错误（{detail}）。数据没有改动，请把这句话报告给技术支持。")
