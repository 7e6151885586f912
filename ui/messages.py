"""The only place that shows dialogs: questions, file choosers, passphrases.

Every call goes through one gate. In tests (and the screenshot gallery) :meth:`Messages.script` puts
the next answers there instead of a person; a question nobody answers is then an error, not a hang.
"""

from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog


class Request(NamedTuple):
    """What is asked of the user.

    Attributes:
        kind: ``inform``, ``confirm``, ``text``, ``passphrase``, ``open``, ``save``, ``folder`` or
            ``dialog``.
        title: The question in a few words.
        text: One or two plain sentences.
        options: What else the dialog of this kind needs.

    """

    kind: str
    title: str
    text: str = ""
    options: Mapping[str, Any] = MappingProxyType({})


Presenter = Callable[[Request, QWidget | None], Any]
"""Shows a request above a window and waits for the answer."""


class UnansweredError(AssertionError):
    """A test opened a dialog it has no answer for."""


class Messages:
    """Asks the user through ``present``; blocking, GUI thread only. Without it answers are scripted."""

    def __init__(self, present: Presenter | None = None) -> None:
        self.window: QWidget | None = None
        self._present = present
        self.shown: list[Request] = []
        self._answers: deque[Any] | None = None

    def script(self, *answers: object) -> None:
        """Answer the next questions with these, in order; a callable gets the dialog or request."""
        self._answers = self._answers or deque()
        self._answers.extend(answers)

    @property
    def unused_answers(self) -> int:
        """How many scripted answers nobody asked for."""
        return len(self._answers or ())

    def inform(
        self,
        title: str,
        text: str,
        *,
        detail: str = "",
        tone: str = "accent",
        place: Path | None = None,
    ) -> None:
        """Say something that has to be read.

        Args:
            title: What it is about.
            text: What is said.
            detail: What can be copied.
            tone: A colour role (accent, query, error).
            place: A file or folder that was written; opening its folder is offered.

        """
        options = {"detail": detail, "tone": tone, "place": place}
        self._ask(Request("inform", title, text, options))

    def confirm(
        self, title: str, text: str, *, accept: str, detail: str = "", danger: bool = False
    ) -> bool:
        """Ask whether to go on; ``accept`` names the act itself, never just "yes"."""
        options = {"accept": accept, "detail": detail, "danger": danger}
        return bool(self._ask(Request("confirm", title, text, options)))

    def text(
        self,
        title: str,
        text: str,
        *,
        label: str,
        accept: str,
        initial: str = "",
        line: bool = False,
    ) -> str | None:
        """Ask for a sentence or two, or for one ``line``; ``None`` if the user turned away."""
        options = {"label": label, "accept": accept, "initial": initial, "line": line}
        answer: str | None = self._ask(Request("text", title, text, options))
        return answer

    def passphrase(
        self, title: str, text: str, *, repeat: bool = False, label: str = "签名口令"
    ) -> str | None:
        """Ask for a passphrase, twice where a new one is set; ``None`` if the user turned away."""
        options = {"repeat": repeat, "label": label}
        answer: str | None = self._ask(Request("passphrase", title, text, options))
        return answer

    def open_files(self, title: str, *, pattern: str, many: bool = False) -> tuple[Path, ...]:
        """Ask for existing files; empty if the user turned away."""
        answer = self._ask(Request("open", title, options={"pattern": pattern, "many": many}))
        return tuple(Path(item) for item in answer or ())

    def save_file(self, title: str, *, suggestion: Path, pattern: str) -> Path | None:
        """Ask where to write a file; ``None`` if the user turned away."""
        options = {"suggestion": suggestion, "pattern": pattern}
        answer = self._ask(Request("save", title, options=options))
        return Path(answer) if answer else None

    def folder(self, title: str) -> Path | None:
        """Ask for an existing folder; ``None`` if the user turned away."""
        answer = self._ask(Request("folder", title))
        return Path(answer) if answer else None

    def dialog(self, dialog: "QDialog") -> bool:
        """Show a dialog of a page's own; whether it was accepted."""
        request = Request("dialog", dialog.windowTitle(), options={"dialog": dialog})
        return bool(self._ask(request))

    def _ask(self, request: Request) -> Any:  # noqa: ANN401 - each kind has its own answer type
        self.shown.append(request)
        if self._answers is None and self._present is not None:
            return self._present(request, self.window)
        if not self._answers:
            raise UnansweredError(f"{request.kind}: {request.title}: {request.text}")
        answer = self._answers.popleft()
        if isinstance(answer, Callable):  # type: ignore[arg-type] # a special form to mypy
            return answer(request.options.get("dialog", request))
        return answer
