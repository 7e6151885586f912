"""Options for a key on a token: which module, which token, which key; the PIN as any passphrase."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from cli.passphrase import read_passphrase
from operations.errors import Misused
from operations.school.keys import token as school_token
from operations.school.keys.token import SigningKey
from operations.school.records import SchoolStore
from operations.school.signing import sign as school_sign


def add_token(parser: argparse.ArgumentParser) -> None:
    """Give a verb the options of a token."""
    parser.add_argument(
        "--token-module", default="", metavar="驱动", help="用 UKey：厂商的 PKCS#11 库文件"
    )
    parser.add_argument("--token", default="", metavar="名称", help="UKey 的名称（token label）")
    parser.add_argument(
        "--token-key", default="principal", metavar="名称", help="UKey 上密钥的名称，默认 principal"
    )


def uses_token(arguments: argparse.Namespace) -> bool:
    """Whether a token is named; half of the options is a mistake."""
    if bool(arguments.token_module) != bool(arguments.token):
        raise Misused("用 UKey 时 --token-module 和 --token 都要写。")
    return bool(arguments.token)


@contextmanager
def token_of(arguments: argparse.Namespace) -> Iterator[SigningKey]:
    """The key on the token the options name."""
    pin = read_passphrase(arguments, prompt="UKey 的 PIN")
    with school_token.open_token_key(
        module=arguments.token_module, token=arguments.token, key=arguments.token_key, pin=pin
    ) as key:
        yield key


@contextmanager
def principals_key(arguments: argparse.Namespace, store: SchoolStore) -> Iterator[SigningKey]:
    """The principal's key, from the token if one is named, else from the store."""
    if uses_token(arguments):
        with token_of(arguments) as key:
            yield key
        return
    passphrase = read_passphrase(arguments, prompt="校长签名口令")
    yield school_sign.unlock_school_key(store, passphrase)
