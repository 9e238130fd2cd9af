"""When an article appeared: as its page or its head says, or a range argued from the years that its text speaks of."""

import re
from calendar import monthrange
from datetime import date

from smoulder.claim import Published

EARLIEST = 1970
ENOUGH = 100_000  # letters that are looked through for years
NAMES = (
    ("january", "jan", "يناير", "كانون الثاني", "جانفي"),
    ("february", "feb", "فبراير", "شباط", "فيفري"),
    ("march", "mar", "مارس", "آذار", "اذار"),
    ("april", "apr", "أبريل", "ابريل", "إبريل", "نيسان", "أفريل"),
    ("may", "مايو", "أيار", "ايار"),
    ("june", "jun", "يونيو", "حزيران", "جوان"),
    ("july", "jul", "يوليو", "تموز", "جويلية"),
    ("august", "aug", "أغسطس", "اغسطس", "آب"),
    ("september", "sept", "sep", "سبتمبر", "أيلول", "ايلول"),
    ("october", "oct", "أكتوبر", "اكتوبر", "تشرين الأول", "تشرين الاول"),
    ("november", "nov", "نوفمبر", "تشرين الثاني"),
    ("december", "dec", "ديسمبر", "كانون الأول", "كانون الاول"),
)
MONTHS = {name: number for number, names in enumerate(NAMES, start=1) for name in names}
MONTH = "(?P<month>" + "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True)) + r")\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
FULL = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)",
        rf"\b{DAY}\s+(?:of\s+)?{MONTH}[,\s/]+{YEAR}\b",
        rf"\b{MONTH}\s+{DAY},?\s+{YEAR}\b",
    )
]
DATELINE = re.compile(
    rf"^[^\n.!?]{{0,60}}?[,(\s](?:{MONTH}\s+{DAY}|(?P<day2>\d{{1,2}})\s+(?P<month2>{MONTH[10:-5]}))"
    r"\s*\)?\s*(?:\([^)\n]{2,30}\)\s*)?[-–—:]",
    re.IGNORECASE,
)
YEARS = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d/]|[.,]\d|-\d)")
SENTENCE = re.compile(r"[^.!?؟\n]+")
# What makes the year of a sentence one that has passed, and what makes it one to come.
PASSED = re.compile(
    r"\b(was|were|had|did|has|have|took|came|began|said|fell|lost|won|held|ago|killed|[a-z]{3,}ed|last|since)\b"
    r"|(?<!\w)(كان|كانت|كانوا|أعلن|أعلنت|قال|قالت|شهد|شهدت|بدأ|بدأت|سيطر|سيطرت|انتهى|انتهت|قتل|منذ|تم|خسر|وقع|وقعت|ظهر|ظهرت)(?!\w)"
)
TO_COME = re.compile(
    r"\b(by|before|until|till|beyond|will|shall|next|would|could|may|might|end of|through|to|into)\b[^,;]{0,25}$"
    r"|(قبل|بحلول|حتى|نهاية|سوف|خلال|القادم|المقبل)[^،؛]{0,20}$"
)
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)


def published_on(
    text: str, body: int, *, published: date | None, stated: date | None, url: str | None, today: date, head: str = ""
) -> Published:
    """When a text appeared, with the reason as a sentence.

    body: where it begins; published: as the user says; stated: as its page says; head: the first lines of the page as
    they were before its furniture was left out. None of them: the day at its head, else a range, from the years that
    the text speaks of as past to today.
    """
    if published:
        return Published(published, published, "As given by the user.")
    if stated and stated <= today:
        return Published(stated, stated, "As the page itself says.")
    text, head = text.translate(DIGITS), head.translate(DIGITS)
    if day := _of_url(url, today) or _of_head(text, body, head, today):
        return day
    earliest, why = _after(text, today)
    if found := DATELINE.match(text[body : body + 120]):
        month, day_of_month = found["month"] or found["month2"], found["day"] or found["day2"]
        return _without_year(MONTHS[month.lower()], int(day_of_month), earliest, why, today)
    return Published(earliest, today, f"Undated: {why}")


def _of_url(url: str | None, today: date) -> Published | None:
    found = re.search(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?!\d)", url or "")
    day = _day(*map(int, found.groups())) if found else None
    return Published(day, day, "As the page's address says.") if day and day <= today else None


def _of_head(text: str, body: int, head: str, today: date) -> Published | None:
    """A full date in a line of its own above the article or in its dateline."""
    lines = [line for line in (head[:1500] + "\n" + text[:body]).splitlines() if len(line) <= 90]
    dateline = re.split(r"\s[-–—]\s|:\s", text[body : body + 90], maxsplit=1)
    if len(dateline) == 2:
        lines.append(dateline[0])
    for line in lines:
        for pattern in FULL:
            found = pattern.search(line)
            rest = len(re.findall(r"\w+", line)) - 3 if found else 0
            if not found or (rest > 6 and "ublish" not in line and "pdated" not in line):
                continue
            month = MONTHS.get(found["month"].lower()) or int(found["month"])
            if (day := _day(int(found["year"]), month, int(found["day"]))) and day <= today:
                return Published(day, day, f"As the head of the text says: “{' '.join(found[0].split())}”.")
    return None


def _after(text: str, today: date) -> tuple[date | None, str]:
    """The day after the last year or month of a year that the text speaks of as past."""
    best: tuple[date, str] | None = None
    for sentence in SENTENCE.finditer(text[:ENOUGH]):
        years = list(YEARS.finditer(sentence[0]))
        past = PASSED.search(sentence[0].lower()) if years else None
        for year in years:
            before = sentence[0][max(0, year.start() - 80) : year.start()].lower()
            number = int(year[0])
            if not past or TO_COME.search(before) or not EARLIEST <= number <= today.year:
                continue
            month = re.search(rf"{MONTH}\s*(?:\d{{1,2}},?\s*)?(?:of\s+|عام\s+|سنة\s+)?$", before, re.IGNORECASE)
            of_year = MONTHS[month["month"].lower()] if month else 12
            after = date(number + of_year // 12, of_year % 12 + 1, 1)
            if after <= today and (best is None or after > best[0]):
                best = after, " ".join([*(month[0] if month else "").split(), year[0]])
    if best is None:
        return None, "neither the page nor the text says when it appeared, and no year in it is spoken of as past."
    return best[0], f"the text speaks of {best[1]} as past, so it appeared on {best[0]} or later, and not after today."


def _without_year(month: int, day: int, earliest: date | None, why: str, today: date) -> Published:
    first = earliest or date(EARLIEST, 1, 1)
    found = [each for year in range(first.year, today.year + 1) if (each := _day(year, month, day))]
    fit = [each for each in found if first <= each <= today]
    head = f"The head of the text says {day}/{month} (day/month) without a year"
    if len(fit) == 1:
        return Published(fit[0], fit[0], f"{head}; {why}")
    if not fit:
        return Published(earliest, today, f"Undated: {why}")
    return Published(fit[0] if earliest else None, fit[-1], f"Undated: {head.lower()}; {why}")


def _day(year: int, month: int, day: int) -> date | None:
    fine = 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] if 1 <= month <= 12 else False
    return date(year, month, day) if fine else None
