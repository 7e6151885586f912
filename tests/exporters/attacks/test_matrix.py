"""Every class of attack of the design has a case that builds it; a class without one fails here.

The classes are those of the design's list of hostile packages, then its measured traps. A case is an
entry of a table, written ``table: name``, or a test, written ``file::name`` below ``tests/``.
"""

import re
from collections.abc import Collection, Iterator

import pytest

from tests.exporters.asic.test_strict_json import REFUSED
from tests.exporters.attacks.reasons import reasons
from tests.exporters.attacks.test_certificates import KEYS, LEAVES, LISTS
from tests.exporters.attacks.test_further import FURTHERS
from tests.exporters.attacks.test_manifest import DIGEST_ATTACKS, MANIFESTS, ORDERS, SETS
from tests.exporters.attacks.test_package_json import BAD_CONTENT, BAD_JSON
from tests.exporters.attacks.test_parties import PARTIES
from tests.exporters.attacks.test_signature import ATTACKS
from tests.exporters.attacks.test_zip import BAD_NAMES, BOMBS, MIMETYPES, STRUCTURE
from tests.support.places import ROOT

TESTS = ROOT / "tests"

TABLES: dict[str, Collection[str]] = {
    "zip": STRUCTURE,
    "name": BAD_NAMES,
    "bomb": BOMBS,
    "mimetype": MIMETYPES,
    "manifest": MANIFESTS,
    "order": ORDERS,
    "set": SETS,
    "digest": DIGEST_ATTACKS,
    "signature": ATTACKS,
    "leaf": LEAVES,
    "key": KEYS,
    "list": LISTS,
    "party": PARTIES,
    "further": FURTHERS,
    "json": BAD_JSON,
    "written": REFUSED,
    "package": BAD_CONTENT,
}

ZIP = {
    "bomb by ratio": ("bomb: ratio", "bomb: bomb in a bomb"),
    "bomb by a false declared size": (
        "bomb: declared size beyond the ratio",
        "bomb: declared size of four gigabytes",
        "bomb: inflates beyond the declared size",
        "zip: declared shorter",
        "zip: declared longer",
    ),
    "bomb by overlap": ("zip: two entries share one content", "zip: offset into a file"),
    "bomb costs no memory": (
        "exporters/attacks/test_zip.py::test_bomb_is_refused_without_being_inflated",
    ),
    "limits": (
        "bomb: too many entries",
        "bomb: no entries",
        "bomb: file beyond the limit",
        "bomb: manifest beyond the limit",
        "bomb: signature beyond the limit",
    ),
    "traversal": ("name: parent folder", "name: parent folder within", "name: tilde"),
    "absolute name": ("name: absolute", "name: network share"),
    "drive": ("name: drive", "name: drive relative"),
    "backslash": ("name: backslash",),
    "alternate data stream": ("name: alternate stream",),
    "trailing dot or blank": ("name: trailing dot", "name: trailing space"),
    "device name": ("name: device", "name: device in a folder", "name: device as a folder"),
    "NUL in a name": ("name: NUL byte", "name: line feed"),
    "bidi in a name": ("name: bidi override", "name: full-width", "name: not UTF-8"),
    "names alike but for case": ("name: upper-case twin",),
    "long or deep name": ("name: very long", "name: too long", "name: too deep"),
    "duplicate entries": ("exporters/attacks/test_zip.py::test_name_twice_is_refused",),
    "two zips joined": ("zip: two zips joined", "zip: zip in front of a directory"),
    "prefix or trailing bytes": ("zip: prefix", "zip: suffix", "zip: bytes between files"),
    "comment": ("zip: comment", "zip: file comment", "zip: comment that looks like an end record"),
    "local and central header differ": (
        "zip: local name differs",
        "zip: local size differs",
        "zip: local crc differs",
        "zip: local method differs",
        "zip: local packed size differs",
    ),
    "data descriptor": ("zip: data descriptor flag",),
    "zip64": ("zip: zip64 sizes", "zip: extra field"),
    "other compression": ("zip: bzip2", "zip: lzma", "zip: unknown method"),
    "any compression: one spelling": ("zip: deflated", "zip: deflated without gain"),
    "encrypted flag": ("zip: encrypted flag",),
    "symbolic link": ("zip: symbolic link",),
    "directory": ("zip: folder attribute", "name: only a folder"),
    "mimetype": ("mimetype: missing", "mimetype: not first", "mimetype: other type"),
}

CONTENT = {
    "extra file": ("set: extra file", "set: signed, but of no kind that belongs here"),
    "missing file": ("set: file missing", "set: signed without the return"),
    "swapped file": ("digest: contents swapped", "digest: return replaced", "set: file renamed"),
    "other order": ("order: data before package.json", "manifest: files not sorted"),
    "signature of another package": (
        "exporters/attacks/test_manifest.py::test_signature_of_another_package_is_refused",
        "signature: over another manifest",
    ),
    "manifest of another package": (
        "exporters/attacks/test_manifest.py::test_manifest_of_another_package_is_refused",
    ),
    "entity expansion": ("manifest: entity expansion",),
    "external entity": ("manifest: external entity", "manifest: parameter entity"),
    "document type": ("manifest: document type",),
    "SHA-1 digest": ("manifest: SHA-1", "manifest: no algorithm"),
    "repeated file": ("manifest: repeated file", "manifest: repeated file with another digest"),
    "nested manifest (wrapping)": (
        "manifest: manifest inside a manifest",
        "name: manifest of nobody",
    ),
    "UTF-16": ("manifest: UTF-16", "json: UTF-16"),
    "large manifest": ("manifest: too large",),
    "NaN and Infinity": ("json: NaN", "json: Infinity"),
    "1e999": ("json: 1e999",),
    "1.0 or true for 1": ("json: 1.0 for 1", "package: number true"),
    "integer of thousands of digits": ("json: 5000 digits",),
    "2**63": ("json: 2**63", "json: 2**53"),
    "duplicate key": ("json: duplicate key", "json: duplicate key by escape"),
    "extra key": ("package: extra key", "package: extra key that looks alike"),
    "missing key": ("package: without number", "package: no keys"),
    "depth of 100 000": (
        "exporters/asic/test_strict_json.py::test_a_hundred_thousand_levels_are_refused",
        "json: very deep",
    ),
    "lone surrogate": ("json: lone surrogate", "json: surrogates in UTF-8"),
    "NUL or control in a text": ("json: NUL", "json: control"),
    "bidi in a text": ("json: bidi override", "json: bidi isolate"),
    "byte order mark": ("json: byte order mark in front", "json: byte order mark inside"),
    "string of a megabyte": ("written: long string",),
    "SQL injection": (
        "package: school with SQL",
        "operations/test_harmless_text.py::test_sql_in_a_text_stays_a_text",
    ),
    "formula in a workbook or CSV": (
        "operations/test_harmless_text.py::test_no_formula_in_anything_we_write",
    ),
    "senseless or hostile return, rightly signed": (
        "operations/bureau/intake/test_hostile_return.py::test_any_structure_is_refused_in_words",
        "operations/packs/test_bundled.py::test_a_name_from_outside_is_never_a_path",
    ),
}

PEOPLE = {
    "expired": ("leaf: expired",),
    "not yet valid": ("leaf: not yet valid",),
    "revoked": ("list: revoked", "list: revoked later than now"),
    "rogue authority": (
        "leaf: rogue authority of the same name",
        (
            "exporters/attacks/test_certificates.py"
            "::test_rogue_authority_of_another_name_leaves_the_signer_unknown"
        ),
    ),
    "foreign signature added": ("further: signature of a stranger added",),
    "one of several signatures removed": (
        "further: signature taken away",
        "further: signature without its manifest",
        "exporters/attacks/test_further.py::test_one_of_two_can_be_missing_but_not_be_taken_away",
    ),
    "key of one office used as another's": (
        "further: statistician's key as the head's",
        "further: head's key",
        "further: reviewer's key",
    ),
    "second signature over other bytes": (
        "further: over other bytes",
        "further: over the head's manifest",
        "further: not over its manifest",
    ),
    "wrong usage": ("leaf: TLS server", "leaf: key agreement only", "leaf: any extended usage"),
    "issued by a school's own key": ("leaf: issued by a school", "leaf: is an authority"),
    "stale list": ("list: stale", "list: none"),
    "list older than one seen": ("list: older than one seen",),
    "delta or partial list": ("list: delta", "list: partial"),
    "another school's certificate": (
        "party: report signed by another school",
        "party: report naming another school",
        "signature: certificate of another school put in place",
    ),
    "another bureau": ("party: report for another bureau", "party: receipt of another bureau"),
    "wrong role": ("party: report signed by the bureau", "party: receipt signed by a school"),
    "school not active": ("party: school not on the roster",),
    "another year": ("party: report of another year", "party: receipt of another year"),
    "times that cannot be": ("party: made long before it was signed",),
    "clock set back": ("party: clock before the last file accepted",),
    "two signers": ("signature: two signers",),
    "no signed attributes": ("signature: no signed attributes",),
    "attached content": ("signature: attached content",),
    "other keys": ("key: RSA-1024", "key: RSA-2048", "leaf: P-384", "key: Ed25519"),
    "SHA-512": ("signature: SHA-512 digest", "signature: ECDSA with SHA-512"),
    "BER": ("signature: indefinite length", "signature: length longer than needed"),
    "trailing bytes": ("signature: trailing byte",),
    "plain PKCS#7": ("signature: plain PKCS#7", "signature: without signing-certificate"),
    "replay": (
        "operations/bureau/intake/test_import_packages.py::test_the_same_package_twice_is_seen",
    ),
    "gap": (
        (
            "operations/bureau/intake/test_import_packages.py"
            "::test_a_gap_is_refused_until_the_missing_package_has_come"
        ),
    ),
    "fork": (
        (
            "operations/bureau/intake/test_rehearsal.py"
            "::test_another_package_of_a_number_that_was_taken_is_a_fork"
        ),
    ),
    "other branch": ("storage/bureau/test_bureau_packages.py::test_what_continues_a_chain",),
    "signed after revocation": (
        "operations/bureau/keys/test_key_replaced.py::test_what_the_old_key_signed_meanwhile_is_refused",
    ),
}

TRAPS = {
    "second verifier ignores a list": (
        (
            "exporters/asic/test_second_opinion.py"
            "::test_revoked_certificate_is_refused_although_it_names_no_distribution_point"
        ),
    ),
    "second verifier trusts the operating system": (
        "exporters/asic/test_second_opinion.py::test_certificate_of_another_authority_is_refused",
    ),
    "second verifier takes a server": (
        "exporters/asic/test_second_opinion.py::test_certificate_of_a_server_is_refused",
    ),
    "second verifier raises anything": (
        "exporters/asic/test_second_opinion.py::test_what_is_no_signature_is_refused",
    ),
    "signature bytes can change": (
        "exporters/attacks/test_mutations.py::test_no_byte_of_a_container_can_change",
        (
            "exporters/attacks/test_manifest.py"
            "::test_identity_is_the_digest_of_the_manifest_and_not_of_the_file"
        ),
    ),
    "a bit of the container can change": (
        "exporters/attacks/test_mutations.py::test_no_bit_of_a_container_can_change",
        "exporters/attacks/test_bureau_mutations.py::test_no_bit_can_change",
    ),
    "age file changed or cut": (
        "exporters/attacks/test_mutations.py::test_no_change_and_no_truncation_is_accepted",
    ),
    "encrypted to another bureau": (
        "exporters/attacks/test_mutations.py::test_report_to_another_bureau_is_refused",
        "operations/bureau/intake/test_import_packages.py::test_a_package_passed_on_to_another_bureau_is_refused",
    ),
    "key file cheap to guess": (
        "exporters/pki/test_passphrase_file.py::test_the_cost_is_what_the_age_program_uses",
    ),
    "token": (
        "operations/school/keys/test_token.py::test_what_is_wrong_with_a_token_is_said_in_words",
    ),
}

MATRIX = {**ZIP, **CONTENT, **PEOPLE, **TRAPS}


def _exists(case: str) -> bool:
    if "::" in case:
        file, test = case.split("::")
        return bool(re.search(rf"\bdef {test}\(", (TESTS / file).read_text(encoding="utf-8")))
    table, name = case.split(": ", maxsplit=1)
    return name in TABLES[table]


def _cases() -> Iterator[str]:
    for cases in MATRIX.values():
        yield from cases


@pytest.mark.parametrize("attack", MATRIX)
def test_every_class_of_attack_is_built(attack: str) -> None:
    assert MATRIX[attack]
    assert [case for case in MATRIX[attack] if not _exists(case)] == []


def test_no_class_stands_twice_and_there_are_enough_cases() -> None:
    assert len(MATRIX) == len(ZIP) + len(CONTENT) + len(PEOPLE) + len(TRAPS)
    assert len(set(_cases())) > 100
    assert sum(map(len, TABLES.values())) > 350


@pytest.mark.parametrize("table", reasons())
def test_each_attack_of_a_table_has_one_reason_of_its_own(table: str) -> None:
    listed = [attack for attacks in reasons()[table].values() for attack in attacks]
    assert sorted(listed) == sorted(TABLES[table])
