"""Month ids, as ViEWS counts them: 1 is January 1980."""

import calendar
import re
from datetime import date

from smoulder.errors import BadInput

MONTH = re.compile(r"(\d{4})-(\d{2})")


def month_id(day: date) -> int:
    """The id of the month that holds the day.

    >>> month_id(date(1980, 1, 31)), month_id(date(1979, 12, 1))
    (1, 0)
    """
    return (day.year - 1980) * 12 + day.month


def first_day(month: int) -> date:
    """The first day of a month id."""
    year, zero_based = divmod(month - 1, 12)
    return date(1980 + year, zero_based + 1, 1)


def last_day(month: int) -> date:
    """The last day of a month id."""
    first = first_day(month)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def label(month: int) -> str:
    """The month as YYYY-MM.

    >>> label(470)
    '2019-02'
    """
    return f"{first_day(month):%Y-%m}"


def parse_month(text: str) -> int:
    """The id of a month written YYYY-MM; raises BadInput for anything else."""
    match = MONTH.fullmatch(text.strip())
    if not match or not 1 <= int(match[2]) <= 12 or not 1800 <= int(match[1]) <= 2999:
        raise BadInput(f"'{text}' is no month: write YYYY-MM, for example 2019-02.")
    return month_id(date(int(match[1]), int(match[2]), 1))


def parse_months(text: str) -> list[int]:
    """The months of a rule A:B:STEP (both ends included, STEP in months, 1 if left out).

    >>> [label(m) for m in parse_months("2000-06:2001-06:6")]
    ['2000-06', '2000-12', '2001-06']
    """
    parts = text.split(":")
    if len(parts) not in (1, 2, 3):
        raise BadInput(f"'{text}' is no rule of months: write A:B:STEP, for example 2000-06:2006-12:6.")
    first, last = parse_month(parts[0]), parse_month(parts[1 if len(parts) > 1 else 0])
    step = parts[2] if len(parts) == 3 else "1"
    if not step.isdigit() or int(step) < 1 or last < first:
        raise BadInput(f"'{text}' names no month: the first must not come after the last, and the step is 1 or more.")
    return list(range(first, last + 1, int(step)))


def parse_day(text: str) -> date:
    """A day written YYYY-MM-DD; raises BadInput for anything else."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadInput(f"'{text}' is no day: write YYYY-MM-DD, for example 2019-02-28.") from None


def parse_steps(text: str) -> range:
    """The months ahead of a rule A:B, both ends among them.

    >>> list(parse_steps("3:5"))
    [3, 4, 5]
    """
    if not re.fullmatch(r"\d{1,3}:\d{1,3}", text) or int(text.split(":")[0]) > int(text.split(":")[1]):
        raise BadInput(f"'{text}' are no steps: write A:B, for example 3:14.")
    low, high = map(int, text.split(":"))
    return range(low, high + 1)
