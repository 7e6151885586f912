"""Exact numbers as text: half-up rounding for display, enough digits for data.

Rounding happens here and only for what people read; comparisons always use the exact value.
"""

from fractions import Fraction

from forms.values import Number


def rounded(value: Number, decimals: int) -> str:
    """Write a number with a fixed count of decimals, halves away from zero.

    >>> rounded(Fraction(285, 52), 2)
    '5.48'
    >>> rounded(Fraction(-1, 8), 2)
    '-0.13'
    """
    scaled = abs(Fraction(value)) * 10**decimals
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = str(units).rjust(decimals + 1, "0")
    text = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"-{text}" if value < 0 and units else text


def shortest(value: Number, most_decimals: int) -> str:
    """Write a number with as many decimals as it needs, at most ``most_decimals``.

    >>> shortest(Fraction(537, 2), 3)
    '268.5'
    >>> shortest(Fraction(100, 3), 1)
    '33.3'
    """
    text = rounded(value, most_decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text


def exact_text(value: Number) -> str:
    """Write a number so that nothing is lost: ``245/13``, ``1040``.

    >>> exact_text(Fraction(245, 13))
    '245/13'
    """
    return str(value)


def parse_exact(text: str) -> Number:
    """Read what :func:`exact_text` wrote.

    Raises:
        ValueError: The text is no such number, or not in its shortest form.

    """
    numerator, slash, denominator = text.partition("/")
    if not slash:
        whole = int(numerator)
        if str(whole) != numerator:
            raise ValueError(f"not a plain number: {text}")
        return whole
    fraction = Fraction(int(numerator), int(denominator)) if int(denominator) else None
    if fraction is None or str(fraction) != text:
        raise ValueError(f"not a reduced fraction: {text}")
    return fraction
