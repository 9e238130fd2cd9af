"""Whether a clause tells of what has happened or of what is to come, by its verbs; English and Arabic, plain text."""

import re
from functools import cache, lru_cache

from smoulder.lexicon import plain

NEAR = 60  # characters
_IRREGULAR = (
    "became|began|beat|blew|bled|bore|bought|bled|broke|brought|built|burnt|came|caught|chose|clung|crept|cut|"
    "dealt|dug|"
    "drew|drove|ate|fell|fed|fought|found|fled|flew|forgot|froze|gave|given|got|grew|hid|hit|held|hung|kept|knew|"
    "laid|lay|led|"
    "left|lost|made|met|mown|overran|paid|put|ran|rang|rose|sank|saw|sent|set|shed|shook|shot|shrank|shut|slew|slain|"
    "slid|sold|spent|split|spread|sprang|stole|stood|struck|stuck|swam|swept|swore|swung|taken|took|taught|tore|"
    "threw|thrown|told|went|withdrew|woke|won|wore|wrote"
)
# what is done, or was done to somebody; not "is done" again and again
_DONE = re.compile(
    rf"\b(?=[\w'])(?:ha(?:s|ve|d)(?! (?:still |only )?(?:enough|sufficient|weapons|arms|ammunition|food|supplies|men|"
    rf"money|stocks|rice|flour|bread|grain|fuel|water|shells|"
    rf"bullets|explosives|medicines?|rations)\b)|was|were|did|been|'ve|(?<!\bis )(?<!\bare )(?<!\bbe )"
    rf"(?<!\bget )(?<!\bgets )(?:(?!"
    rf"hundred|indeed|need|speed|weed|seed|bleed|feed|succeed|exceed|proceed|armed|masked|hooded|united|"
    rf"unconfirmed|hard|so-called|estimated|alleged)[a-z]{{2,24}}ed|{_IRREGULAR}))\b"
)
_INTENT = (
    r"(?:vow|pledg|promis|swear|swore|sworn|threaten|intend|plan|aim|hop|prepar|"
    r"determin|resolv|undert[ao]k|"
    r"commit|agree|(?<!the )mean|meant|bent|keen|eager|gear|decid|due|set|poised|bound|doom|destin|condemn|"
    r"fat|likely|unlikely|"
    r"expect|certain|sure|about)"
)
_AHEAD = re.compile(
    rf"\b(?=\w)(?:will|shall|won't|would(?! (?:have|say|not (?:say|exceed|surpass|call)|call|count|number|align|put|"
    rf"by now|be (?:about|around)))|(?<!nobody )(?<!no one )(?<!nothing )(?<!never )(?:may|might|could)(?! (?:not|no "
    rf"longer|still)\b| (?:also |now |already |well )?(?:have(?! "
    rf"to\b)|number|be (?:other|some|more|a few|as (?:many|few)|about|around|up to|between|hiding|trapped|dead|alive|"
    rf"left|missing|wounded|behind|responsible|\d)))|may not|might not|should(?! have\b)|going to|"
    rf"{_INTENT}[a-z]{{0,4}}(?: [\w'-]+){{0,2}}? to (?!(?:the|a|an|his|her|its|their|our|this|that|be (?:the|a)|have|"
    rf"be \d)\b)[a-z]+|(?:is|are) (?:nearing|approaching)|on (?:course|track|its way|their way|the way) (?:to|for)|"
    rf"(?:is|are|was|were)(?: not| now| yet| soon| still)? to (?!(?:the|a|an|his|her|its|their|our|blame|be "
    rf"\d)\b)[a-z]+|"
    rf"doomed|looms?|looming|inevitabl[ey]|inescapable|unavoidable|certain to|"
    rf"rul(?:e[sd]?|ing) out|no question of|no (?:prospect|hope|chance|danger|risk) (?:of|that)|foresees?|foresaw|"
    rf"(?:high )?(?:probability|likelihood|prospect|risk|danger) (?:that|of)|let (?:us|them)|"
    rf"(?<!as )(?<!even )(?<!Even )[Ii]f|Unless|(?:the )?next (?:week|month|year|time|target|stop|station|round|"
    rf"phase|attack|blow|war|"
    rf"battle|spring|summer|"
    rf"autumn|winter)|(?<!yet )to be [a-z]+(?:ed|en|wn|t)|expect(?:s|ed)?(?: [\w'-]+){{1,8}}? to [a-z]+|in store|"
    rf"awaits?|bracing|braced for|"
    rf"(?:determination|resolve|resolution|decision|plans?|promises?|pledges?|vows?|threats?|intention|bid|orders?|"
    rf"calls?|aim|"
    rf"goals?|hopes?|mission|oath|target) (?:is |was )?(?:to(?! the\b| a\b| an\b| his\b| its\b| their\b| our\b)|"
    rf"of) [a-z]+|granted|gave [\w' ]{{3,40}} (?:until|to)|"
    rf"called upon to|"
    rf"(?:considered|thought|deemed|seems?|looks?|is|are|most) (?:very |highly |more than )?(?:likely|probable|"
    rf"possible|unlikely)|"
    r"(?:hours?|days?|weeks?|fortnight|months?|years?),?(?: until [\w ]{3,20},)? to (?!come\b|go\b|date\b|the\b|"
    r"a\b|two\b|"
    r"three\b|four\b|five\b|six\b|ten\b)[a-z]{3,}|(?<!had )(?<!has )(?<!have )(?<!to )(?:vow|pledge|promise|"
    r"threaten)(?:s|"
    r"ed)? (?!to have\b)|sw(?:ore|ears?) |exclude[sd]? that|"
    r"expires|matter of time|question of time|(?:chances?|hopes?) of|on the horizon|"
    r"deadline (?:of|to|for|expires)|ultimatum|"
    rf"unless|(?:is|are|was|were|be) (?:widely |also |still )?expected|if need be|expect (?:an?|the|no|them|it)|"
    rf"expect(?:s|ed)? (?:more|further|fresh|new)|predict(?:s|ed)?|(?<!that )(?<!the )(?<!this )forecasts?|"
    rf"envisages?)\b|'ll\b"
)
# "who would hide", "what they could carry", "at will": of something beside the clause
_OF_OTHERS = re.compile(
    r"\b(?:(?:who|which|what)(?: (?!\w+ed\b)[\w'-]+){0,2}|(?<!probability )(?<!possibility )that|at|its|their|free) $",
    re.IGNORECASE,
)
_TO_DO = re.compile(r"\W*(?:not )?to (?!have\b|the\b|a\b|an\b|their\b|his\b|its\b|\d)[a-z]+")
# what stands before words of what somebody means to do, or fears
_MEANS = re.compile(
    r"\b(?:(?:vow|pledg|promis|threat|warn|predict|fores|forecast|fear|expect|hop|call|urg|prepar|plan|brac|"
    r"anticipat)\w{0,6}(?: [\w'-]+){0,3}? (?:of|to|for|on)(?: an?| the| more| fresh| further)?|"
    r"(?:expect|anticipat|envisag|foresee|foresaw|predict|forecast|prognosticat|await|plan|promis|"
    r"threaten|pledg|vow)\w{0,4}(?: instead)?(?: "
    r"is| was)?)\W*$"
)

_MEANS_AR = re.compile(
    plain(
        r"(?<!\w)[وف]?(?:[يتنأ]?توقع|متوقع|[يتنأ]?رجح|مرجح|[يتن]?ستبعد|استبعد|مستبعد|حذر|[يتن]حذر|محذر|[يتن]خش[ىو]|"
        r"خشي|تعهد|متعهد|"
        r"التزم|وعد|واعد|توعد|متوعد|هدد|[يت]هدد|مهدد|لوح|[يت]لوح|بشر|مبشر|[يت]نذر|منذر|عزم|[يت]أمل|آمل|[يت]دعو|دعا|"
        r"طالب|مطالب)(?:ت|وا|ا|ون|ين|ة|ه|ها)?"
        r"(?:\s+(?!أن\b|إن\b|بأن\b)[^\s.:,\"]+){0,5}?\s*(?<!\w)(?:من|ب|على|إلى)?\W{0,2}$"
    )
)
_SUBJUNCTIVE = re.compile(plain(r"(?<!\w)(?:[وفبل]?أن|ألا|كي|لكي|حتى|من أن)\W{0,2}$"))
# an imperfect verb, and no noun that begins like one
_IMPERFECT = re.compile(
    plain(
        r"\W*(?:لا\s+)?(?![يت]كون|[يت]زال|[يت](?:تجاوز|زيد|تعد)\w*(?!.*(?:يوم|أيام|أسبوع|أسابيع|شهر|أشهر|سن[ةو]|عام|ساع))|"
        r"ت\w\wي\w(?:ات|ه|ها|هم|ة)?\b|نصف|نحو|نهاي|نفوذ|نشاط|نجاح|نقص|نواة|نوات|نساء|ناس|نازح|تسع|تمرد|تلك|"
        r"يوم|يد\b|تراجع|تصاعد|تزايد|تجدد|تقدم|توسع|تعاون|تجنيد|نزع|نزوح|نيران|نيل|نقل|تجار|تكتيك|تل\b|نهر|ناطق|"
        r"تورط)[ينت]\w{2,}"
    )
)
_AHEAD_AR = re.compile(
    plain(
        r"(?<!\w)[وف]?(?:س(?!يطر(?!د|ح|ق)|يناء|ياس|يار|ياد|نجار|نوات|(?:نة|تة)(?!\w)|تراتيج|نتين|يد(?:ة|ات|تي|ه|نا)?(?!\w)|يل(?:ا|"
        r"ول)?(?!\w)|يوف|يناريو|تين|تون|تما|تم\b|ترا|"
        r"نين)[يتن]\w{2,}|سأ(?:قاتل|عود|نتقم|بقى|ظل|واصل|موت)\w*|"
        r"[يت]مكن(?:ه|ها|هم)?\s+أن\s+(?![يت]كون)[يت]\w{2,}|سوف|لن(?!\s+[يت](?:تجاوز|زيد|تعد|فوق)\w*\s+(?:\w+\s+)?(?:عدد|\d|ست|سبع|ثمان|تسع|عشر|ثلاث|أربع|خمس|مئ|ألف|"
        r"بضع))|قد\s+(?![يت]كون)(?:[يت]|(?<!فقد )ن)\w{2,}|ربما\s+[يتن]\w{2,}|فل[ينت]\w{2,}|آيل(?:ة|ا)?|موشك(?:ة|ا)?|"
        r"[يت]وشك(?:ون)?|على وشك|"
        r"آت(?:ية)?|قادم(?:ة|ون|ا)?|مقبل(?:ة|ون|ين)? على|لا محالة|لا ريب فيه|حتم(?:ا|ي|ية)|ماض(?:ية|ون|ين|"
        r"ي)?\s+(?:إلى|في|نحو|حتى)|"
        r"(?:[يت]?توع[دّ]|[يت]?تعه[دّ]|وعد|[يت]?هدد|[يت]?لوح|[أي]?قسم|مقسم|متعهد|متوعد|ملوح|عازم|مصمم|عزم|تعهد|نو[يى]|"
        r"[يت]نو[يى]|[يت]عتزم)(?:ت|وا|ة|ون|ين|ه|ها|هم)?(?:\s+\S+){0,7}?\s+(?:ب[ا-ي]{3,}|بأن|أن|ألا|على|مواصلة|"
        r"القضاء|إلى)|"
        r"[يت]عتزم(?:ون)?|[يت]نوي(?:ون)?|من (?:المتوقع|المنتظر|المقرر|المرجح|المحتمل|الممكن|الوارد|شأن\w*)|يحتمل|"
        r"احتمال|خطر (?:عودة|تجدد|"
        r"اندلاع|انفجار|انتقال|تمدد)\w*|"
        r"رهن(?:ت|وا)?|وارد(?:ة)?|باق(?:ون|ين|ية)?\s+(?:حتى|إلى أن|ما)|[يت]نذر(?:ون)?|(?:التزم|بشر|واعد|مبشر|كلف|"
        r"أمهل|حدد|منح)(?:ت|وا|ا|ه|ها|هم)?(?:\s+\S+){0,8}?\s+(?:ب[ا-ي]{3,}|مهلة|موعدا|أشهر|شهر\w*|أسابيع|أسبوع\w*|"
        r"أيام|سنة|لـ?[ا-ي]{4,})|موعد(?:ا)?\s+\S+|مهلة\s+\S+|(?<!ما )[يت]كفي(?:ه|ها|هم|نا|ني)?|أعط(?:وني|ني|ونا|"
        r"نا)|مسألة\s+(?:وقت|أيام|ساعات|أسابيع|أشهر|\d+|أسبوعين|يومين|شهرين)|في المتناول|الأرجح أن|(?:[يتنأ]|"
        r"ا)?ستبعد\w*|[يتنأ]?توقع(?:ت|وا|ون|ا|ه|ها)?|متوقع(?:ا|ة)?|[يت]?توعد(?:ت|وا|ون|ا)?|لا [يت]نتظر|"
        r"إذا(?! كان)|متى|لن (?:تمضي|تمر|تنقضي|يمضي|يمر)|حين\s+[يت]\w{2,}|ما لم|ما دام\w*|ما "
        r"استمر\w*|ما بقي(?:ت|وا)?(?!\s+(?:من|في|لهم|له|لديه|لديهم|هناك)(?!\w)|\s+منه)|عندها|بعدها)(?!\w)"
    )
)
_IF_AR = re.compile(plain(r"(?<!\w)[وف]?(?:إذا|لو|متى|حالما|كلما|ما إن|في حال|بمجرد|فور|شريطة|بشرط)(?!\w)\s+(?!كان)"))

# "that they are no more than 150"
_NUMBERED = re.compile(
    plain(
        r"\W*(?:ألا|لا|أن|لن)?\s*[يت](?:تجاوز|زيد|تعد|فوق)\w*(?!.*(?:يوم|أيام|أسبوع|أسابيع|شهر|أشهر|سنة|سنوات|"
        r"عاما?\b|ساع))"
    )
)
_NEEDS = re.compile(
    plain(
        r"(?<!\w)[وف]?[يت](?:حتاج|ستغرق|تطلب|لزم|ستلزم)\w*(?:\s+\S+){0,5}?\s+(?:يوم|أيام|أسبوع|أسابيع|شهر|أشهر|سنة|"
        r"سنوات|سنتين|عام|"
        r"أعوام|ساع)"
    )
)
_IF_FIRST = re.compile(plain(r"\W*إن\s+(?!ال)\w{3,}"))


def done(text: str, language: str, before: str = "") -> bool:
    """Whether a plain clause tells of what has happened, and of nothing to come.

    >>> done("they took the town on Monday", "en"), done("they will take the town on Monday", "en")
    (True, False)
    """
    return not ahead(text, before, language) and (language == "ar" or bool(_DONE.search(text)))


@cache
def _ahead(language: str) -> re.Pattern[str]:
    return _AHEAD_AR if language == "ar" else _AHEAD


@lru_cache(4096)  # a clause is asked for with and without the words that lead to it
def _ahead_by_itself(text: str, language: str) -> bool:
    for match in _ahead(language).finditer(text):
        if language == "ar" or not _OF_OTHERS.search(text[max(0, match.start() - NEAR) : match.start()]):
            return True
    return False


@lru_cache(4096)  # a clause is asked for again and again
def ahead(text: str, before: str, language: str) -> bool:
    """Whether a plain clause tells of what is to come; before: the words that lead to it.

    >>> ahead("the fighting could spread", "", "en"), ahead("fresh raids", "he warned of ", "en")
    (True, True)
    """
    if _ahead_by_itself(text, language):
        return True
    if language == "ar":
        if _NUMBERED.match(text):
            return False
        if _IF_FIRST.match(text) or _NEEDS.search(text):
            return True
        if _IMPERFECT.match(text):
            return bool(_SUBJUNCTIVE.search(before) or _IF_AR.search(text))
        return bool(_MEANS_AR.search(before))
    return bool(_TO_DO.match(text)) or bool(_MEANS.search(before))
