"""Where a store lies: a file, or a database on a PostgreSQL server named by its address."""

import os
from pathlib import Path, PurePath
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

SCHEMES: Final = ("postgresql", "postgres")
"""What an address of a server begins with, before ``://``."""
_SECRETS: Final = frozenset({"password", "sslpassword"})


class ServerAddress(NamedTuple):
    """A database on a server.

    Attributes:
        url: As libpq reads it (``postgresql://user@host:port/database?…``); never with a password.

    """

    url: str

    def __str__(self) -> str:
        return self.url

    @property
    def name(self) -> str:
        """The database with its server, as a sentence names it."""
        parts = urlsplit(self.url)
        database = unquote(parts.path.lstrip("/")) or "（默认数据库）"
        host = parts.hostname or dict(parse_qsl(parts.query)).get("host", "")
        return f"{database}@{host}" if host else database

    @property
    def stem(self) -> str:
        """The name of the database alone, for names of files about it."""
        return unquote(urlsplit(self.url).path.lstrip("/")) or "bureau"


StorePlace = Path | ServerAddress


class UnfitAddressError(ValueError):
    """What was given is no address of a server; the message is the Chinese sentence."""


def is_same_place(one: StorePlace, other: StorePlace) -> bool:
    """Tell whether two names mean one file, or are one address."""
    if isinstance(one, Path) and isinstance(other, Path):
        # Path.resolve fails at a circle of links.
        return os.path.realpath(one) == os.path.realpath(other)
    return one == other


def is_server(text: str) -> bool:
    """Tell whether a text means a server rather than a file."""
    scheme, mark, _ = text.partition("://")
    return bool(mark) and scheme.lower() in SCHEMES


def place_of(text: str | PurePath) -> StorePlace:
    """Read where a store lies.

    Raises:
        UnfitAddressError: It is the address of a server and cannot be used.

    """
    if isinstance(text, PurePath):
        return Path(text)
    if not is_server(text):
        return Path(text)
    try:
        parts = urlsplit(text)
        secret = parts.password is not None
        port = parts.port
    except ValueError as error:
        message = f"服务器地址“{text.partition('@')[2] or text}”写得不对：端口应为数字。"
        raise UnfitAddressError(message) from error
    secret = secret or any(name in _SECRETS for name, _ in parse_qsl(parts.query))
    if secret:
        message = (
            "服务器地址里不要写口令：命令行和最近打开的列表会留下它。"
            "请把口令放进 ~/.pgpass 或环境变量 PGPASSWORD，或在提示时输入。"
        )
        raise UnfitAddressError(message)
    if port == 0:
        message = "服务器地址写得不对：端口不能是 0。"
        raise UnfitAddressError(message)
    return ServerAddress(text)
