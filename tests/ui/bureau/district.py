"""Districts for tests and pictures: the demonstration, made larger with invented schools."""

import hashlib
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from forms.exchange import ContainerKind, PackageInfo, Signer, VerifiedPackage
from forms.live.context import DUE_DATE
from forms.values import Maybe
from forms.workflow import Actor, Role
from operations.bureau.records import BureauStore, IssuedFile, ReturnState, School
from operations.bureau.settings import change_settings
from operations.bureau.store import open_bureau

OFFICER = Actor("演示操作员", Role.OFFICER)
_PLACES = [
    "云杉",
    "澄江",
    "星湖",
    "青石",
    "鹿鸣",
    "柳堤",
    "白鹭",
    "双桥",
    "芦湾",
    "远山",
    "石榴",
    "竹溪",
    "松涛",
    "沙洲",
    "南湾",
    "临江",
    "花堤",
    "凤栖",
]
_LONG = "市第一实验外国语学校教育集团滨江新区分校（原东方红小学）"


def enlarge(path: Path, *, schools: int, seed: int = 1) -> None:
    """Add invented schools to a bureau's store; most have delivered figures like those of the demo.

    Their packages hold no real bytes: good for tables, not for opening one.
    """
    with open_bureau(path) as store, store.transaction():
        rows = [
            (dict(row.values), store.packages.document(row.identity) or b"{}")
            for row in store.figures.rows()
        ]
        chance = random.Random(seed)
        for number, school in enumerate(_schools(schools, chance)):
            store.roster.upsert([school], actor=OFFICER)
            if number % 5 != 4:
                row, document = chance.choice(rows)
                _deliver(store, school, _like(row, school, chance), document)


def answer_some(path: Path, *, due: str = "") -> None:
    """Answer what the invented schools sent: most get a receipt, some a return slip, some wait.

    Args:
        path: The bureau's store, enlarged.
        due: Last day for delivery (ISO date), ``""`` for none.

    """
    with open_bureau(path) as store, store.transaction():
        if due:
            change_settings(store, {DUE_DATE: due}, actor=OFFICER)
        waiting = [item for item in store.packages.all() if item.state is ReturnState.DELIVERED]
        for place, package in enumerate(waiting):
            if place % 4 == 3:
                continue
            kind = ContainerKind.RETURN_SLIP if place % 7 == 2 else ContainerKind.RECEIPT
            number = store.issued.next_number(package.school_code)
            slip = IssuedFile(
                kind,
                package.school_code,
                number,
                datetime.now(UTC),
                package.identity,
                "面积与不动产证不符",
            )
            store.issued.add(slip, b"invented", actor=OFFICER)


def _schools(count: int, chance: random.Random) -> Iterator[School]:
    for number in range(count):
        kind = chance.choice(("211", "211", "311", "312"))
        word = {"211": "小学", "311": "初级中学", "312": "九年一贯制学校"}[kind]
        name = f"{_PLACES[number % len(_PLACES)]}{'东西南北'[number % 4]}{word}"
        if number % 17 == 3:
            name = f"{_PLACES[number % len(_PLACES)]}{_LONG}"
        yield School(
            f"{kind[0]}14220{number:04d}",
            name,
            kind,
            principal=f"{'李王张陈刘'[number % 5]}样例",
            contact="" if number % 13 == 9 else f"138{number:08d}",
            education_group=f"{_PLACES[number % 5]}教联体" if number % 3 else "",
        )


def _like(row: dict[str, Maybe], school: School, chance: random.Random) -> dict[str, Maybe]:
    """The same figures, somewhat larger or smaller."""
    factor = Decimal(chance.randint(80, 120)) / 100
    changed: dict[str, Maybe] = {}
    for name, value in row.items():
        if isinstance(value, int) and not isinstance(value, bool) and value > 20:
            changed[name] = int(value * factor)
        else:
            changed[name] = value
    changed["profile.school_code"] = school.code
    changed["profile.school_name"] = school.name
    if chance.randint(0, 30) == 0:
        changed["facilities.equipment_value"] = None
    return changed


def _deliver(store: BureauStore, school: School, values: dict[str, Maybe], document: bytes) -> None:
    now = datetime.now(UTC)
    info = PackageInfo(ContainerKind.REPORT, "420104", school.code, "0" * 32, 1, "", 2024, now)
    signer = Signer("李样例", school.name, school.code, "school", "0a1b", "ff" * 32, now)
    identity = hashlib.sha256(school.code.encode()).hexdigest()
    package = VerifiedPackage(identity, info, signer, {}, b"invented")
    store.imports.accept(
        package, document=document, wide_row=values, actor=OFFICER, received_at=now
    )
