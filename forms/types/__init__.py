"""What a typed text means: one codec for each field type (forms catalogue 1.3).

Text is normalised on leaving a field, visibly: ``codec(field, choices).parse(raw)`` gives the value
and the canonical text to store, or the fault that keeps the text as it is.
"""

from collections.abc import Mapping

from forms.spec import ChoiceList, Field, FieldType
from forms.types.attachments import AttachmentCodec
from forms.types.choices import ChoiceCodec, MultiChoiceCodec, YesNoCodec
from forms.types.codec import Codec, Fault, Parsed
from forms.types.numbers import DecimalCodec, IntegerCodec, PercentCodec
from forms.types.spoken import SPOKEN
from forms.types.texts import TextCodec
from forms.types.times import DateCodec, TimeCodec

__all__ = ["Codec", "Fault", "Parsed", "codec"]

_SIMPLE: Mapping[FieldType, Codec] = {
    FieldType.INTEGER: IntegerCodec("整数"),
    FieldType.DURATION_MINUTES: IntegerCodec("整数分钟"),
    FieldType.DECIMAL: DecimalCodec(2),
    FieldType.DECIMAL3: DecimalCodec(3),
    FieldType.MONEY: DecimalCodec(2),
    FieldType.PERCENT: PercentCodec(),
    FieldType.YES_NO: YesNoCodec(),
    FieldType.DATE: DateCodec(),
    FieldType.TIME: TimeCodec(),
    FieldType.ATTACHMENT: AttachmentCodec(),
}


def codec(field: Field, choices: Mapping[str, ChoiceList]) -> Codec:
    """The codec of a field or column.

    Args:
        field: The field.
        choices: Choice lists of the pack, by id.

    Raises:
        KeyError: The field names a list that ``choices`` does not have (the loader refuses this).

    """
    if field.type in {FieldType.CHOICE, FieldType.MULTI_CHOICE}:
        options = choices[field.choices or ""].options
        is_multiple = field.type is FieldType.MULTI_CHOICE
        if is_multiple:
            return MultiChoiceCodec(options)
        return ChoiceCodec(options, SPOKEN.get(field.choices or "", {}))
    if field.type in {FieldType.TEXT, FieldType.LONG_TEXT}:
        return TextCodec(
            is_code=field.is_code or field.pattern is not None,
            is_long=field.type is FieldType.LONG_TEXT,
        )
    return _SIMPLE[field.type]
