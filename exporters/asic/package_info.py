"""``package.json``: what a container says about itself, with exactly these keys and no others."""

import re
import secrets
from datetime import UTC, datetime
from typing import Final

from exporters import limits
from exporters.refusal import Refusal
from exporters.strict_json import Json, JsonError, decode, encode
from forms.exchange import Code, ContainerKind, PackageInfo

PROFILE: Final = "youheng-asic-1"

_CODE: Final = re.compile(r"[0-9A-Za-z]{1,32}", re.ASCII)
_HEX_32: Final = re.compile(r"[0-9a-f]{32}", re.ASCII)
_PREVIOUS: Final = re.compile(r"(?:[0-9a-f]{64})?", re.ASCII)
_TIME: Final = "%Y-%m-%dT%H:%M:%SZ"
_TEXTS: Final = {
    "bureau": _CODE,
    "school": _CODE,
    "package_id": _HEX_32,
    "previous": _PREVIOUS,
    "created": re.compile(r"2[0-9]{3}(?:-[0-9]{2}){2}T[0-9]{2}(?::[0-9]{2}){2}Z", re.ASCII),
}
_NUMBERS: Final = {"number": (1, limits.NUMBER), "period": (2000, 2999)}
_KINDS: Final = frozenset(kind.value for kind in ContainerKind)
_KEYS: Final = frozenset({"profile", "kind", *_TEXTS, *_NUMBERS})


def new_info(
    kind: ContainerKind,
    *,
    bureau: str,
    school: str,
    number: int,
    previous: str,
    period: int,
    created: datetime,
) -> PackageInfo:
    """Describe a new container; it gets a random id."""
    return PackageInfo(
        kind=kind,
        bureau=bureau,
        school=school,
        package_id=secrets.token_hex(16),
        number=number,
        previous=previous,
        period=period,
        created=created,
    )


def encode_info(info: PackageInfo) -> bytes:
    """Write ``package.json``.

    Raises:
        ValueError: A value that :func:`decode_info` would refuse.

    """
    data = encode(
        {
            "profile": PROFILE,
            "kind": info.kind.value,
            "bureau": info.bureau,
            "school": info.school,
            "package_id": info.package_id,
            "number": info.number,
            "previous": info.previous,
            "period": info.period,
            "created": info.created.astimezone(UTC).strftime(_TIME),
        }
    )
    try:
        decode_info(data)
    except Refusal as error:
        raise ValueError(error.what) from error
    return data


def decode_info(data: bytes) -> PackageInfo:
    """Read ``package.json``.

    Raises:
        Refusal: ``E_JSON`` or ``E_PKG``.

    """
    try:
        value = decode(data, limit=limits.INFO)
    except JsonError as error:
        raise Refusal(Code.E_JSON, f"package.json 读不出来：{error}") from error
    if not isinstance(value, dict) or value.keys() != _KEYS:
        raise _wrong("应有的项目不全，或有多余的项目")
    if value["profile"] != PROFILE:
        raise _wrong("格式版本不是本程序认识的")
    kind = value["kind"]
    if not isinstance(kind, str) or kind not in _KINDS:
        raise _wrong("文件类别不认识")
    texts = {key: _text(value[key], key=key) for key in _TEXTS}
    numbers = {key: _number(value[key], key=key) for key in _NUMBERS}
    return PackageInfo(
        kind=ContainerKind(kind),
        bureau=texts["bureau"],
        school=texts["school"],
        package_id=texts["package_id"],
        number=numbers["number"],
        previous=texts["previous"],
        period=numbers["period"],
        created=_time(texts["created"]),
    )


def _wrong(what: str) -> Refusal:
    return Refusal(Code.E_PKG, f"package.json 的内容不合规定：{what}")


def _text(value: Json, *, key: str) -> str:
    if not isinstance(value, str) or not _TEXTS[key].fullmatch(value):
        raise _wrong(f"项目 {key} 的写法不对")
    return value


def _number(value: Json, *, key: str) -> int:
    low, high = _NUMBERS[key]
    # bool is an int to isinstance.
    if type(value) is not int or not low <= value <= high:
        raise _wrong(f"项目 {key} 不是 {low} 至 {high} 的整数")
    return value


def _time(text: str) -> datetime:
    try:
        return datetime.strptime(text, _TIME).replace(tzinfo=UTC)
    except ValueError as error:
        raise _wrong("项目 created 不是日期和时间") from error
