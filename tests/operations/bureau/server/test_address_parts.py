"""The address of a database, taken apart for a form and put together again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operations.bureau.server.address_parts import ServerParts, fault_of, parts_of
from operations.errors import Misused

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1)
PARTS = st.builds(
    ServerParts,
    host=st.sampled_from(["db.example", "10.1.2.3", "::1", "/run/postgresql", "localhost"]),
    port=st.sampled_from(["", "5432", "1", "65535"]),
    database=WORDS,
    user=st.just("") | WORDS,
    schema=st.sampled_from(["", "qiaokou"]),
    verifies=st.booleans(),
    rest=st.sampled_from([(), (("sslrootcert", "/etc/ca one.pem"), ("connect_timeout", "3"))]),
)


@given(PARTS)
def test_what_is_put_together_is_taken_apart_alike(parts: ServerParts) -> None:
    found = parts_of(parts.address)
    assert (found.host, found.port, found.database, found.user, found.schema, found.verifies) == (
        *(parts.host, parts.port, parts.database, parts.user, parts.schema, parts.verifies),
    )
    assert dict(found.rest) == dict(parts.rest)
    assert fault_of(found) == ""


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "postgresql://li@db.example:5433/youheng?sslmode=verify-full",
            ServerParts("db.example", "5433", "youheng", "li", verifies=True),
        ),
        (
            " postgres:///youheng?host=/run/postgresql&port=5433&user=li&dbname=x ",
            ServerParts("/run/postgresql", "5433", "youheng", "li", rest=(("dbname", "x"),)),
        ),
        (
            "postgresql://db.example/youheng?options=-csearch_path%3Da%20-cx%3D1&sslmode=require",
            ServerParts(
                "db.example",
                "",
                "youheng",
                rest=(("options", "-csearch_path=a -cx=1"), ("sslmode", "require")),
            ),
        ),
        ("postgresql://?service=qu", ServerParts(rest=(("service", "qu"),))),
    ],
)
def test_an_address_of_the_information_centre_is_taken_apart(text: str, parts: ServerParts) -> None:
    assert parts_of(text) == parts
    assert fault_of(parts) == ""


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (ServerParts(), "请填写主机"),
        (ServerParts("db.example"), "请填写数据库名称"),
        (ServerParts("http://db.example", "", "x"), "只写名称或 IP 地址"),
        (ServerParts("db example", "", "x"), "只写名称或 IP 地址"),
        (ServerParts("db.example", "端口", "x"), "1 到 65535"),
        (ServerParts("db.example", "65536", "x"), "1 到 65535"),
        (ServerParts("db.example", "0", "x"), "1 到 65535"),
    ],
)
def test_what_is_missing_or_wrong_is_said(parts: ServerParts, said: str) -> None:
    assert said in fault_of(parts)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("db.example", "应以 postgresql:// 开头"),
        ("mysql://db.example/x", "应以 postgresql:// 开头"),
        ("postgresql://li:geheim@db.example/x", "不要写口令"),
        ("postgresql://db.example:x/y", "端口应为数字"),
    ],
)
def test_what_is_no_address_is_said(text: str, said: str) -> None:
    with pytest.raises(Misused, match=said):
        parts_of(text)


@pytest.mark.parametrize(
    ("host", "verifies", "said"),
    [
        ("db.example", False, "路上的人可以冒充服务器"),
        ("db.example", True, "CA 证书"),
        ("localhost", False, ""),
        ("/run/postgresql", False, ""),
    ],
)
def test_a_way_that_others_can_listen_to_is_advised_against(
    host: str, verifies: bool, said: str
) -> None:
    advice = ServerParts(host, "", "x", verifies=verifies).advice
    assert (said in advice) if said else advice == ""
