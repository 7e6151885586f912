"""Another officer, who works on the same store on a server without a window."""

from forms.workflow import Actor
from operations.bureau.records import BureauStore, School
from operations.bureau.sent.issue import issue_return_slip
from operations.bureau.server import colleagues
from operations.bureau.server.colleagues import Colleagues, Presence
from operations.bureau.settings import change_settings, check_settings
from operations.bureau.store import Desk, open_bureau, unlock_daily_keys
from operations.store_place import ServerAddress


class Colleague:
    """Has the store open, hears what others do, and does what a test says."""

    def __init__(self, place: ServerAddress, actor: Actor) -> None:
        self.actor = actor
        self.store: BureauStore = open_bureau(place)
        joined = colleagues.join(self.store)
        assert joined is not None
        self.heard: Colleagues = joined

    def is_at(self, school: str, *slips: str, asks: bool = False) -> None:
        """Say what is open there."""
        there = Presence(self.actor.name, school, frozenset(slips))
        colleagues.tell(self.store, self.heard.window, there, asks=asks)

    def leave(self) -> None:
        """Say that the window is closed."""
        colleagues.leave(self.store, self.heard.window)

    def add_schools(self, count: int) -> None:
        """Put schools on the roster, from 4201049000 on."""
        rows = [School(f"42010490{n:02}", f"乙{n:02}小学", "211") for n in range(count)]
        self.store.roster.upsert(rows, actor=self.actor)

    def set_due(self, day: str) -> None:
        """Set the last day for delivery."""
        change_settings(self.store, check_settings([], due=day), actor=self.actor)

    def returns(self, school: str, passphrase: str) -> None:
        """Make a return slip."""
        desk = Desk(self.store, unlock_daily_keys(self.store, passphrase), self.actor)
        issue_return_slip(desk, school, reason="请核对面积")

    def close(self) -> None:
        """End as a killed program would."""
        self.heard.close()
        self.store.close()
