"""What surrounds an article on its page, found in plain text by its words and by its script, and left out.

A reader's furniture (bylines, counters, forms of comments, notices of cookies, teasers of other stories) stands in lines
of its own. Lines are left out whole and told; nothing else of the text is changed.
"""

import re
from typing import NamedTuple

from smoulder.languages import script_of

LONG = 60  # words: a longer line is left in unless it is in another script at the foot of the page
# A line is furniture if it is one of these from its beginning to its end, whatever the case.
WHOLE = re.compile(
    r"""
    by\s+[a-z0-9_.-]{3,30} | (written|posted|published)\s+(by|on|in)\b.{0,60} | (share|tweet|print|email|e-mail|pin\ it|copy\ link)
    ( \s*(this|on|via|to|with|[|/,])?\s*(article|post|story|page|facebook|twitter|whatsapp|telegram|linkedin|email|x)?)*
    | (leave|add|post|write)\s+(a|your)?\s*(comment|reply).* | \d*\s*(comments?|replies|views|shares|likes)(\s*\(?\d*\)?)
    | no\s+comments?(\s+yet)? | (related|read|see)\s+(also|more|articles?|posts?|news|stories|topics)\b.{0,120}
    | (more|most)\s+(from|read|popular|on\ this|stories|news)\b.{0,60} | (you\s+(may|might)\s+also\s+like|recommended(\ for\ you)?|
      don['’]t\s+miss|up\s+next|trending(\ now)?|editor['’]?s['’]?\s+picks?).{0,60}
    | (previous|next)\s+(post|article|story|page)?.{0,100} | advertisements? | sponsored(\ content)? | (log|sign)\s*[- ]?(in|up|out)\b.{0,60}
    | subscribe\b.{0,140} | newsletters? | (follow|like|contact|join)\s+us\b.{0,80} | back\s+to\s+top | skip\s+to\s+(main\s+)?content | home
    | menu | search | tags?\s*:.{0,160} | categor(y|ies)\s*:.{0,100} | source\s*:\s*\S{3,40} | (name|email|website|comment)\s*\*
    | (\w+\s+){0,3}(&\s+)?cookies?\s+(policy|settings|preferences|notice) | (privacy|cookies?)\s*(&|and)?\s*(policy|cookies?.*|notice|statement)
    | terms\s+(of\s+(use|service)|(&|and)\s+conditions).{0,60} | (reject|accept)\s+(all|cookies).{0,40} | (close|reply|cancel\ reply|load\ more|show\ more)
    | (photo|image|picture|video|file\ photo)(\s*(credit|by|courtesy))?\s*[:/].{0,120}
    | last\s+(updated|modified)\b.{0,60} | \d+\s+(min(ute)?s?)\s+read | (listen|watch)(\s+(to|live|now|here)).{0,60}
    | \d*\s*(تعليق(ات)?|مشاهدة|مشاركة|زيارة)\s*\d* | لا\s+(توجد\s+)?تعليقات | (اترك|أضف|اكتب|دع)\s+(لك\s+)?(تعليق|رد).{0,60} | قد\s+يعجبك.{0,40}
    | (اقرأ|إقرأ|اقرا|شاهد|طالع)\s+(أيضا|أيضاً|ايضا|المزيد).{0,160} | مواضيع\s+(ذات\s+صلة|مشابهة).{0,60} | (شارك|مشاركة)\s*(على|هذا|هذه|عبر|المقال|الخبر)?.{0,60}
    | (المقال|الخبر)?\s*(السابق|التالي).{0,80} | (سجل|تسجيل)\s+(الدخول|دخول).{0,40} | اشترك.{0,100} | تابعنا.{0,80} | الرئيسية | القائمة | بحث | إعلان(ات)?
    | الوسوم\s*:?.{0,160} | (بقلم|كتب|كتبه|المصدر)\s*:\s*.{2,50} | حفظ\s+بيانات.{0,40} | سياسة\s+(الخصوصية|ملفات).{0,60} | (قبول|موافق|رفض|إلغاء)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# A line is furniture if it holds one of these and is no paragraph.
HELD = re.compile(
    r"""
    your\ email\ address\ will\ not | required\ fields\ are | (this|our)\ (web)?site\ uses | we\ use\ cookies | uses?\ cookies\ to | accept\ (all\ )?cookies
    | all\ rights\ reserved | copyright\s*(©|\(c\)|\d{4}) | ©\s*(copyright)?\s*\d{4} | save\ my\ name,\ email | uses\ akismet | comment\ data\ is\ processed
    | click\ here\ to | sign\ up\ (for|to)\ (our|the|receive) | you\ can\ opt[ -]out | javascript\ (is|must|to) | enable\ javascript | terms\ of\ service\ apply
    | subscribe\ to\ our | download\ our\ app | follow\ us\ on | share\ this\ (article|story|post) | read\ our\ privacy
    | ملفات\ تعريف\ الارتباط | الكوكيز | جميع\ الحقوق\ محفوظة | لن\ يتم\ نشر\ (عنوان\ )?بريدك | الحقول\ الإلزامية | يستخدم\ هذا\ (الموقع|النموذج)
    | هذا\ الموقع\ يستخدم | بريدك\ الإلكتروني | احفظ\ اسمي | حفظ\ بياناتك | تابعونا\ على | اضغط\ هنا | النشرة\ البريدية
    """,
    re.VERBOSE | re.IGNORECASE,
)


class _Line(NamedTuple):
    text: str
    start: int
    end: int
    why: str


def without_residue(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without the furniture of its page, and a sentence for each kind of thing that was left out."""
    script = script_of(text[:20_000])
    lines = [_Line(line, start, end, _why(line, script)) for line, start, end in _lines(text)]
    full = [number for number, line in enumerate(lines) if line.text.strip()]
    kept = {number for number in full if not lines[number].why}
    first, last = (min(kept, default=0), max(kept, default=0))
    # In the middle of an article a line of another script is a quotation, unless its words give it away.
    kept |= {number for number in full if first < number < last and lines[number].why == "script"}
    if teaser := _teaser(lines, full, kept):
        lines[teaser] = lines[teaser]._replace(why="teaser")
        kept.discard(teaser)
    cut = [number for number in full if number not in kept]
    if not cut or not kept:
        return text, ()
    return _joined(text, lines, full, kept), _told([lines[number] for number in cut])


def _lines(text: str) -> list[tuple[str, int, int]]:
    found, start = [], 0
    for line in text.splitlines(keepends=True):
        found.append((line, start, start + len(line)))
        start += len(line)
    return found


def _why(line: str, script: str | None) -> str:
    """Why a line is no part of the article, "" if it is."""
    plain = " ".join(line.split())
    if not plain:
        return ""
    words = plain.count(" ") + 1
    if words <= LONG and (WHOLE.fullmatch(plain.strip(" .:|»›«•-")) or HELD.search(plain)):
        return "furniture"
    own = script_of(plain)
    return "script" if script in ("Latin", "Arabic") and own in ("Latin", "Arabic") and own != script else ""


def _teaser(lines: list[_Line], full: list[int], kept: set[int]) -> int | None:
    """A last short line that stands apart from the article and next to its page's furniture: another story's title."""
    body = sorted(kept)
    if len(body) < 3 or body[-1] == full[-1]:
        return None
    last, before = body[-1], body[-2]
    apart = last - before >= 3
    return last if apart and lines[last].text.count(" ") < 30 else None


def _joined(text: str, lines: list[_Line], full: list[int], kept: set[int]) -> str:
    """The kept lines with the space that follows each, as they stand in the text."""
    stretches = []
    for place, number in enumerate(full):
        if number in kept:
            end = lines[full[place + 1]].start if place + 1 < len(full) else len(text)
            stretches.append(text[lines[number].start : end])
    return "".join(stretches).rstrip() + "\n"


def _told(cut: list[_Line]) -> tuple[str, ...]:
    kinds = {
        "furniture": "furniture of the page (byline, comments, cookies and the like)",
        "script": "at its head or foot in another script than the article",
        "teaser": "at its foot, standing apart: another story's title",
    }
    told = []
    for why, what in kinds.items():
        if of_kind := [" ".join(line.text.split()) for line in cut if line.why == why]:
            shown = ", ".join(f"“{each[:40]}{'…' * (len(each) > 40)}”" for each in of_kind[:3])
            told.append(f"{len(of_kind)} line{'s' * (len(of_kind) > 1)} left out, {what}: {shown}.")
    return tuple(told)
