"""The address of a database taken apart into what a form asks for, and put together again."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from operations.errors import Misused
from operations.store_place import ServerAddress, is_server, read_place

_HERE: Final = ("localhost", "127.0.0.1", "::1")
_SEARCH_PATH: Final = "-csearch_path="
_MOST: Final = 65535

ADVICE: Final = (
    "会验证服务器身份。信息中心的 CA 证书要放在 ~/.postgresql/root.crt（Windows 是 "
    "%APPDATA%\\postgresql\\root.crt），或在地址里用 sslrootcert= 写明位置。"
)
WARNING: Final = "不验证服务器身份时，路上的人可以冒充服务器。不在本机的服务器，建议勾选上面一项。"


@dataclass(frozen=True, slots=True)
class ServerParts:
    """What an address says.

    Attributes:
        host: Name or number of the computer, or the folder of a socket; ``""`` for this computer.
        port: As typed; ``""`` for PostgreSQL's own.
        database: Name of the database.
        user: Who logs in; ``""`` for the name of the user of this computer.
        schema: The schema of the store, ``""`` for the database's own.
        verifies: Whether the server has to prove that it is the one named (``sslmode=verify-full``).
        rest: What else the address says, as it stands there.

    """

    host: str = ""
    port: str = ""
    database: str = ""
    user: str = ""
    schema: str = ""
    verifies: bool = False
    rest: tuple[tuple[str, str], ...] = ()

    @property
    def is_here(self) -> bool:
        """Whether the server is this computer, so that nobody is on the way."""
        return self.host.startswith("/") or self.host in ("", *_HERE)

    @property
    def advice(self) -> str:
        """What to know about how safe the way is; ``""`` where there is none."""
        if self.verifies:
            return ADVICE
        return "" if self.is_here else WARNING

    @property
    def address(self) -> str:
        """The address as it is written."""
        query = dict(self.rest)
        host = f"[{self.host}]" if ":" in self.host else self.host
        if self.host.startswith("/"):
            host, query["host"] = "", self.host
        if self.schema:
            query["options"] = f"{_SEARCH_PATH}{self.schema}"
        if self.verifies:
            query["sslmode"] = "verify-full"
        user = f"{quote(self.user, safe='')}@" if self.user else ""
        port = f":{self.port}" if self.port else ""
        asked = f"?{urlencode(query, quote_via=quote)}" if query else ""
        return f"postgresql://{user}{host}{port}/{quote(self.database, safe='')}{asked}"


def parts_of(text: str) -> ServerParts:
    """Take an address apart.

    Raises:
        Misused: It cannot be used; see :func:`server_address`.

    """
    place = server_address(text)
    found = urlsplit(place.url)
    query = dict(parse_qsl(found.query, keep_blank_values=True))
    host = found.hostname or query.pop("host", "")
    port = str(found.port or query.pop("port", ""))
    database = unquote(found.path.lstrip("/")) or query.pop("dbname", "")
    user = unquote(found.username or "") or query.pop("user", "")
    verifies = query.get("sslmode") == "verify-full"
    if verifies:
        del query["sslmode"]
    schema = ""
    if query.get("options", "").startswith(_SEARCH_PATH) and " " not in query["options"]:
        schema = query.pop("options").removeprefix(_SEARCH_PATH)
    return ServerParts(host, port, database, user, schema, verifies, tuple(query.items()))


def server_address(text: str) -> ServerAddress:
    """Read the address of a server.

    Raises:
        Misused: It is none, names too little, or holds a password.

    """
    text = text.strip()
    place = read_place(text) if is_server(text) else None
    if not isinstance(place, ServerAddress):
        raise Misused("地址应以 postgresql:// 开头，例如 postgresql://用户@主机/数据库。")
    return place


def fault_of(parts: ServerParts) -> str:
    """Say what is missing or wrong in what was filled in; ``""`` if nothing."""
    is_named_elsewhere = "service" in dict(parts.rest)
    if not parts.host and not is_named_elsewhere:
        return "请填写主机：服务器的名称或 IP 地址，本机填 localhost。"
    if any(mark in parts.host for mark in "/ @?#") and not parts.host.startswith("/"):
        return "主机里只写名称或 IP 地址，不写 http://、斜杠和空格。"
    if parts.port and not (parts.port.isdecimal() and 0 < int(parts.port) <= _MOST):
        return "端口应为 1 到 65535 的数字；不填就是 5432。"
    if not parts.database and not is_named_elsewhere:
        return "请填写数据库名称。"
    return ""
