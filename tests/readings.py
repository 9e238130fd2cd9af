"""Readings made by hand: an article, and claims given by words of its text."""

from datetime import date

from smoulder.claim import Article, Claim, Horizon, Published, Reading, SaidOn, Speaker

AUTHOR = Speaker("the author", None, None, None, None, "author", "neutral")
MINISTER = Speaker(
    "the acting minister, Jon Vael", "Jon Vael", "acting minister", "Government of Quovland", None, "named_official",
    "government",
)  # fmt: skip
NOT_TOLD = SaidOn(None, "unknown", "not told")


def published(day=None, earliest=None, latest=None, reason="given"):
    ends = [each and date.fromisoformat(each) for each in (earliest or day, latest or day)]
    return Published(*ends, reason)


def article(text, **changes):
    return Article(**{
        "source": "article.txt", "text": text, "title": text.partition("\n")[0], "body_start": 0, "language": "en",
        "published": published("2019-02-07"), **changes,
    })  # fmt: skip


def claim(text, quote, **changes):
    """A claim that a group is finished, unless changed otherwise."""
    start = text.index(quote)
    return Claim(**{
        "id": f"c{start}", "quote": quote, "start": start, "end": start + len(quote), "speaker": MINISTER,
        "attribution": "indirect", "cue": "said", "relay": None, "said_on": NOT_TOLD, "target_group": "IS",
        "target_place": "Syria", "claim_type": "defeat_declared", "direction": "ends", "modality": "certain",
        "horizon": None, "quantity": (), "checkable": "yes", **changes,
    })  # fmt: skip


def within(days, text="soon"):
    return Horizon(text, "deadline", 0, days, None)


def reading(text, *claims, places=(), leads=(), dropped=(), **changes):
    return Reading(article(text, **changes), claims, tuple(places), (), tuple(leads), tuple(dropped))
