"""Refusals of the use-cases. Each message is a Chinese sentence: what is wrong, where, what to do."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from exporters.errors import SentenceError
from forms.problems import Problem

if TYPE_CHECKING:
    from forms.exchange import Verdict


class OperationError(Exception):
    """Something was not done, for a reason the user can act on."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Refused(OperationError):  # noqa: N818 - an answer to the user, not a fault
    """The data or the file does not allow it."""


class PassphraseRefused(Refused):
    """A passphrase does not open its key; typing it again may."""


class NotReady(Refused):
    """The return still has open problems.

    Attributes:
        problems: The open ones, in the order of the forms.

    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        super().__init__(
            f"还有 {len(self.problems)} 个问题没有处理，不能提交。"
            f"第一个是 {first.number}（{first.address}）：{first.message}"
        )


class NotConfirmed(Refused):
    """The return still holds what was brought over from last year and nobody has confirmed.

    Attributes:
        waiting: Fields and rows that wait, in the order of the forms.

    """

    def __init__(self, waiting: Sequence[str], first: str) -> None:
        self.waiting = tuple(waiting)
        super().__init__(
            f"还有 {len(self.waiting)} 处从上年带来的内容没有确认，不能提交。第一处是{first}。"
            "请逐处核对，属实的确认，有变化的改正。"
        )


class Undecided(Refused):
    """A file and the store say different things, and nobody decided which of them counts."""


class Unanswered(Refused):
    """Remarks on the return are still open; it may be submitted all the same by whoever says so."""


class PackageRefused(Refused):
    """A signed file is not what it has to be.

    Attributes:
        verdict: Everything that was found out about the file.

    """

    def __init__(self, verdict: "Verdict") -> None:
        self.verdict = verdict
        super().__init__(verdict.message)


class NotEditable(Refused):
    """The return is not a draft, so nobody may change an answer."""


class Misused(OperationError):  # noqa: N818 - an answer to the user, not a fault
    """The request itself makes no sense (a wrong file extension, an unknown id)."""


class Unavailable(OperationError):  # noqa: N818 - an answer to the user, not a fault
    """The surroundings are in the way: disk, permission, a store in use elsewhere."""


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what the exporters tell the user, in a block or a decorated function, into a refusal.

    Raises:
        Refused: With the sentence of the error.

    """
    try:
        yield
    except SentenceError as error:
        raise Refused(str(error)) from error
