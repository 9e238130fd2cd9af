"""The days of a claim: the last on which it can have been said, that of its evidence, and its deadline."""

from datetime import date, timedelta

from smoulder.claim import Claim, Published
from smoulder.months import last_day, month_id

BY_A_DAY = ("deadline", "until_date")  # kinds of a horizon that end on a day
PRECISION = {4: "year", 7: "month"}  # of an ISO day that is cut off


def evidence_day(as_of: date | None, published: Published, newest: date) -> tuple[date, str]:
    """The day that the evidence of an article is of, and why that one; newest: the last that the data can speak for."""
    if as_of is not None:
        early = published.earliest is not None and as_of < published.earliest
        return as_of, f"as asked for; the article is of {published.earliest} or later" if early else "as asked for"
    if published.day is not None:
        return published.day, f"the day on which the article appeared ({published.reason})"
    if published.latest is not None and published.latest <= newest:
        return published.latest, f"the last day on which the article can have appeared ({published.reason})"
    if published.earliest is not None and published.earliest > newest:
        return published.earliest, f"the first day on which the article can have appeared ({published.reason})"
    return newest, f"the newest that the data can speak for, since the article is not dated ({published.reason})"


def supposing(published: Published, as_of: date | None) -> Published:
    """When an undated article appeared, had it appeared by the day asked for; as it was where it did not."""
    earliest, latest = published.earliest, published.latest
    if as_of is None or published.day or (earliest and as_of < earliest) or (latest and latest < as_of):
        return published
    reason = f"{published.reason} Taken to have appeared by {as_of}, the day asked for: its times are counted from it."
    return Published(earliest, as_of, reason, supposed=True)


def said_by(claim: Claim, day: date) -> date:
    """The last day on which a claim can have been said, at the latest `day`.

    >>> from types import SimpleNamespace as Some
    >>> said = lambda day, precision: Some(said_on=Some(date=day, precision=precision))
    >>> [str(said_by(said(*each), date(2019, 2, 7))) for each in (("2008", "year"), ("2018-11", "month"), (None, ""))]
    ['2008-12-31', '2018-11-30', '2019-02-07']
    """
    told = claim.said_on.date
    if told is None:
        return day
    first = date.fromisoformat(told + "-01-01"[len(told) - 4 :])
    ends = {
        "week": first + timedelta(days=6),
        "month": last_day(month_id(first)),
        "year": first.replace(month=12, day=31),
    }
    last = max(ends.get(claim.said_on.precision, first), ends.get(PRECISION.get(len(told), "day"), first))
    return min(last, day)


def deadline_of(claim: Claim, said: date) -> date | None:
    """The last day by which a claim said on a day should have come true, None if it names none."""
    horizon = claim.horizon
    if horizon is None or horizon.kind not in BY_A_DAY:
        return None
    if horizon.deadline:
        return date.fromisoformat(horizon.deadline)
    return None if horizon.days_max is None else said + timedelta(days=horizon.days_max)
