"""Exact numbers as text, rounded half up for display.

Rounding happens here and only for what people read; comparisons always use the exact value.
"""

from forms.values import Number


def rounded(value: Number, decimals: int) -> str:
    """Write a number with a fixed count of decimals, halves away from zero.

    >>> rounded(Fraction(285, 52), 2)
    '5.48'
    >>> rounded(Fraction(-1, 8), 2)
    '-0.13'
    """
    twice = 2 * 10**decimals * abs(value.numerator)
    units = (twice + value.denominator) // (2 * value.denominator)
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
    if value.denominator == 1:
        return str(value.numerator)
    text = rounded(value, most_decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text
