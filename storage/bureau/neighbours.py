"""The others who have the bureau's store open at the same time: what they do is heard, and they are told.

Nothing of it is kept. In a file nobody else writes, so that there is nobody to hear or to tell.
"""

from storage.database import Database
from storage.engines.engine import Heard, Listener

__all__ = ["Heard", "Listener", "Neighbours"]


class Neighbours:
    """The way to those who have the same store open."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def process(self) -> int:
        """The number under which others hear what is written and said here."""
        return self._database.engine.process

    def listen(self) -> Listener | None:
        """Hear from now on what is done with the store; ``None`` where nobody else can.

        Raises:
            EnvironmentProblem: There is no connection.

        """
        with self._database.errors():
            return self._database.engine.listen()

    def tell(self, text: str) -> None:
        """Let all who listen hear a text (7999 bytes at most)."""
        with self._database.errors():
            self._database.engine.say(text)

    def processes(self) -> frozenset[int]:
        """Number the processes of the server that serve somebody just now."""
        with self._database.errors():
            return self._database.engine.processes()
