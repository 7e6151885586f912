"""``confirmation.toml`` of a pack: who has to confirm a return before it may be signed."""

from typing import Final

from forms.confirmation import ConfirmationRule, Signatory
from forms.loader.entry import TomlTable
from forms.pack_errors import Flaw

CONFIRMATION_FILE: Final = "confirmation.toml"
"""A pack without it demands nothing. It is no part of the digest: no figure depends on it."""


def read_confirmation(entry: TomlTable) -> ConfirmationRule:
    """Read the file.

    Raises:
        PackError: Somebody is demanded who is none of the three, twice or out of order; a number
            of roles is none; a person may have several without a reason given.

    """
    demanded = entry.texts("demanded")
    known = [signatory.value for signatory in Signatory]
    if list(demanded) != [name for name in known if name in demanded]:
        message = f"只能依次写 {'、'.join(known)} 中的几个，各一次。"
        raise entry.refuse(Flaw.UNKNOWN_VALUE, message, "demanded")
    most = entry.whole("roles_of_one_person") or 1
    reason = entry.text("reason", "")
    if most > 1 and not reason.strip():
        raise entry.refuse(Flaw.MISSING_KEY, "允许一人担任几项的，请写明理由。", "reason")
    entry.finish()
    return ConfirmationRule(tuple(map(Signatory, demanded)), most, reason)
