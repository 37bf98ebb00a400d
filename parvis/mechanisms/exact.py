"""Exact numbers: shares and thresholds as fractions, read from what people write and compared without rounding."""

from fractions import Fraction


def fraction(text: object) -> Fraction:
    """Read a share: "1/3", "0.25", "25%", "25 %", 2 or a Fraction. Raise ValueError for anything else, floats included.

    >>> fraction("25 %"), fraction("2/3"), fraction(1)
    (Fraction(1, 4), Fraction(2, 3), Fraction(1, 1))
    """
    if isinstance(text, Fraction):
        return text
    if isinstance(text, int) and not isinstance(text, bool):
        return Fraction(text)
    if isinstance(text, str):
        written = "".join(text.split()).replace(",", ".")
        percent = written.endswith("%")
        try:
            value = Fraction(written.removesuffix("%"))
        except (ValueError, ZeroDivisionError):
            pass
        else:
            return value / 100 if percent else value
    raise ValueError(f'A share was expected, such as "1/3", "25%" or "0.25"; got {text!r}.')


def share(part: int | Fraction, whole: int | Fraction) -> Fraction:
    """Give part / whole, and 0 when there is nothing to share.

    >>> share(3, 12), share(0, 0)
    (Fraction(1, 4), Fraction(0, 1))
    """
    return Fraction(part) / whole if whole else Fraction(0)


def ceiling(value: Fraction) -> int:
    """Give the smallest whole number that is not under the value.

    >>> ceiling(Fraction(7, 3)), ceiling(Fraction(2))
    (3, 2)
    """
    return -(-value.numerator // value.denominator)
