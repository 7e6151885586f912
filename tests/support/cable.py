"""A cable to the server that breaks at the worst moment: while the server saves."""

import psycopg
import pytest

from storage.address import ServerAddress
from storage.engines.postgres import store as server_store
from storage.engines.postgres.connection import connect
from storage.engines.postgres.store import ServerStore
from storage.errors import ServerUnreachable


class Cable:
    """Breaks as the server saves, before or after it has; then nobody answers until it is mended."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.is_broken = False
        self._patch = patch
        patch.setattr(server_store, "_WAITS", (0,))
        patch.setattr(server_store, "connect", self._connected)

    def break_at_end(self, *, is_saved: bool, after: int = 0) -> None:
        """Break at the end of the next transaction, or of one that comes so many later."""
        run, left = ServerStore._run, iter(range(after))

        def running(store: ServerStore, sql: str, parameters: tuple[object, ...] = ()) -> object:
            if not sql.endswith("COMMIT") or self.is_broken or next(left, None) is not None:
                return run(store, sql, parameters)
            if is_saved:
                run(store, sql)
            store.close()
            self.is_broken = True
            raise psycopg.OperationalError("the cable is out")

        self._patch.setattr(ServerStore, "_run", running)

    def mend(self) -> None:
        self._patch.undo()

    def _connected(self, place: ServerAddress) -> object:
        if self.is_broken:
            raise ServerUnreachable(place, "the cable is out")
        return connect(place)
