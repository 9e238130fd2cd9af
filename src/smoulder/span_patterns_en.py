"""English patterns of spans of time, by the kind of span: "within two weeks", "for years", "soon"."""

import re
from functools import cache

from smoulder.lexicon import lexicon, one_of


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(rf"(?=\w){source}", re.IGNORECASE)  # each begins where a word does


# what tells that it will be soon
_NEAR = (
    r"(?<!\btoo\W)(?:very |quite |pretty |all too |fairly )?soon(?!er than)",
    "sooner (?:rather )?than later",
    "shortly(?! after| before)",
    "in (?:a |the )?(?:very |relatively |extremely )?short (?:time|period|order|while)",
    "within (?:a |the )?(?:very )?short (?:time|period)",
    "in the (?:very )?near future",
    "before (?:too )?long",
    r"(?<!\bat\W)any (?:day|time|moment|minute)(?: now)?",
    r"(?<!than\W)at any (?:moment|time|minute)",
    "imminent(?:ly)?",
    "in no time",
    "quickly",
    "rapidly",
    "swiftly",
    "overnight",
    "in (?:the blink of an eye|a heartbeat|record time|short order)",
    "any minute",
    "at once",
    "in the immediate future",
    "in the (?:coming|next) period",
    "nearing",
    "coming to (?:an|its) end",
    "drawing to (?:a|its) close",
    "about to",
    "on the (?:cusp|point|eve|threshold) of",
    "close to (?:collapse|defeat|victory|falling|the end|an end|being)",
    "within (?:reach|sight|grasp|striking distance)",
    "(?:near|close) at hand",
    "around the corner",
    "h[au]ngs? by a thread",
    "(?:only |just )?a (?:matter|question) of time",
    r"(?:end|victory|defeat|collapse|peace|fall|demise)(?: of [\w'\s-]{2,30}?)? (?:is|was|seems|looks|draws) "
    "(?:now |very |so )?(?:near|close(?! to)|nigh)",
    "in (?:the )?(?:shortest|quickest|least)(?: possible)? time",
    "as (?:quickly|soon|fast) as possible",
    "early (?:end|victory|collapse|defeat|peace)",
    "at what hour",
    "next (?:in line|on (?:the|their|our|his|its) list)",
    "without delay",
    "in sight",
)
# what tells that it will be, or never again, at no time that is told
_OPEN = (
    "never again",
    "ever again",
    "once and for all",
    "for good",
    "forever",
    "for ever",
    "for generations(?: to come)?",
    "sooner or later",
    "one day",
    "eventually",
    "indefinitely",
    "permanently",
    "to the (?:death|end|last (?:man|bullet|drop of blood))",
    "as long as (?:it takes|necessary)",
    "(?:in|at some point in) the (?:distant |near or distant )?future",
    "in the long (?:term|run)",
    "until (?:victory|death|martyrdom|the (?:end|last (?:man|bullet))(?! of))",
)


@cache
def english_patterns() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """Each pattern with the kind of span it finds, the surest first, and how words begin of which it needs one."""
    words = lexicon("en")
    unit = "(?P<unit>" + one_of((form for forms in words["time"].values() for form in forms), any_case=True) + ")"
    months = one_of(words["months"], any_case=True)
    one = (
        r"(?:\d{1,4}(?:\.\d)?|a hundred|a thousand|two hundred|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|"
        r"ninety)(?:-(?:one|two|three|four|"
        r"five|six|seven|eight|nine))?|a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
        r"fourteen|fifteen|sixteen|"
        r"seventeen|eighteen|nineteen)"
    )
    number = (
        rf"(?P<number>{one}(?:,? ?(?:or|to|-|and|maybe|perhaps|possibly|at most)(?: maybe| perhaps| even)? ?{one})?|"
        rf"half a|a couple of|a few|several|many|some)"
    )
    more = r"(?: more| further| short| additional| full| whole| long| good| solid)*"
    return (
        (
            _pattern(
                r"\b(?:by (?:the )?|before (?:the )?(?=night\b|e|n|d|s))(?:evening|nightfall|(?<=e )night|dusk|"
                r"sunset)\b"
            ),
            "tonight",
            "",
        ),
        (
            _pattern(
                r"\b(?:(?:by|before|until) )?(?:tonight(?: and tomorrow)?|tomorrow(?: (?:night|morning|"
                r"evening))?)\b|\b(?:by|before) (?:dawn|morning|sunrise|first light)\b"
            ),
            "tomorrow",
            "",
        ),
        (_pattern(r"\b(?:by )?this time next (?P<unit>week|month|year)\b"), "span", "this"),
        (_pattern(r"\b(?:by |before )?this (?:evening|afternoon)\b"), "today", ""),
        (_pattern(r"\bfor (?:a (?:short |little )?while|some time|now|the time being|the moment)\b"), "while", ""),
        (
            _pattern(
                r"\b(?P<text>(?:an? )?(?:very )?long(?:,? [\w-]+){0,2} (?:war|campaign|struggle|fight|battle|conflict|"
                r"insurgency|haul))\b"
            ),
            "long",
            "",
        ),
        (
            _pattern(
                r"\b(?:war|campaign|struggle|fight|fighting|battle|conflict|insurgency) (?:will|would|could|may|"
                r"might|is going "
                r"to) (?:be|prove) (?P<text>(?:an? )?(?:very )?long(?: one)?(?! over))\b"
            ),
            "long",
            "",
        ),
        (_pattern(rf"\b{number}? ?(?P<unit>months|years|decades|generations) (?:away|off)\b"), "lasting", "away off"),
        (
            _pattern(
                r"\b(?:takes?|taking|needs?|requires?|lasts?) (?P<text>(?:only |just |many |several |a few )*"
                r"(?P<unit>years|decades))\b(?! of\b)"
            ),
            "lasting",
            "take needs need require last",
        ),
        (
            _pattern(
                rf"\b(?:war|campaign|struggle|fight|battle|conflict|insurgency) of (?:at least |another )?"
                rf"{number}{more} {unit}\b"
            ),
            "lasting",
            "of",
        ),
        (_pattern(r"\bfor (?:a )?(?:very |quite a )?long (?:time|while)(?: yet| to come)?\b"), "long", ""),
        (
            _pattern(
                r"\b(?:will|would|could|may|might|going to) (?:last|go on|continue|drag on|endure) "
                r"(?P<text>(?:very |quite )?long)\b(?! enough)"
            ),
            "long",
            "long",
        ),
        (
            _pattern(
                r"\b(?:not|n't|cannot|never) (?P<text>(?:last|survive|endure|hold(?: out| on)?|resist|go on) "
                r"(?:for )?(?:very |much |all that |that )?long(?:er)?)\b(?! enough| than)"
            ),
            "near",
            "long",
        ),
        (
            _pattern(
                r"\b(?:neither|not) (?:this|next) \w+,? n?or (?:the )?(?:next|following|one after|ones)[\w ]{0,20}"
            ),
            "open",
            "neither not",
        ),
        (
            _pattern(
                rf"\b(?:until|till|as long as|so long as|the day (?:that )?(?=the|they|we)|the moment|as soon as) "
                rf"(?!(?:now|then|today|recently|the (?:end|start|middle|last day) of|next|this|last|early|late|mid|"
                rf"{number} {unit}|{months}|\d))[^,.;\"]{{2,80}}"
            ),
            "open",
            "until till long day moment soon",
        ),
        (
            _pattern(
                rf"\b(?:it is |a matter of |in |within |only )*{unit},? (?:and )?(?:not|"
                rf"rather than)(?: in)? (?P<other>hours|days|weeks|months|years)\b"
            ),
            "contrast",
            "not rather",
        ),
        (
            _pattern(r"\b(?P<number>an?|one) (?P<unit>hour|day|week|month|year|decade),? (?:and )?not (?:an?|one) \w+"),
            "span",
            "not",
        ),
        (_pattern(rf"\b(?:a |in )?(?:matter|question) of (?:only |just |a few )*{unit}\b"), "bare", "matter question"),
        (_pattern(r"\b(?:only |just )?(?P<unit>hours|days|weeks|months) to live\b"), "bare", "live"),
        (
            _pattern(
                r"\bbe (?P<text>(?:many |several |a few |some |at least )*(?:another )?"
                rf"(?:{number} )?(?P<unit>hours|days|weeks|months|years)) (?:before|until)\b"
            ),
            "lasting",
            "before until",
        ),
        (
            _pattern(r"\b(?:in|over|during) the (?P<unit>hours|days|weeks|months|years) (?:ahead|to come)\b"),
            "bare",
            "ahead come",
        ),
        (
            _pattern(r"\bwithin (?:the|one|a single) (?P<unit>hour|day|week|fortnight|month|year|decade)\b"),
            "span",
            "within",
        ),
        (
            _pattern(
                rf"\b(?:at (?:the )?(?:very )?most|no more than|not more than|up to|less than|under|barely) "
                rf"(?P<text>(?:another |(?={one} |a few|several|half))(?:{number}{more} )?{unit})\b(?! ago| of age|"
                rf" old)"
            ),
            "span",
            "most more less up under barely",
        ),
        (
            _pattern(
                rf"\b(?P<number>{one})-(?P<unit>hour|day|week|month|year) (?:limit|deadline|ultimatum|window|target|"
                r"timetable|timeline|timeframe|countdown|grace|notice|plan|schedule)\b"
            ),
            "span",
            "limit deadline ultimatum window target timetable timeline timeframe countdown grace notice plan schedule",
        ),
        (
            _pattern(
                r"\b(?:in|within|over|during) (?:the |these )?(?:coming|next few|following) "
                r"(?P<unit>months)\b"
            ),
            "coming",
            "coming next following",
        ),
        (
            _pattern(
                r"\b(?:takes?|taking|needs?|requires?|(?<!its )(?<!their )(?<!his )(?<!the )last(?: for)?) "
                r"(?P<text>(?:only |just |many |several |a few )*"
                r"(?P<unit>hours|days|weeks|months))\b(?! of\b)"
            ),
            "bare",
            "take taking need require last",
        ),
        (
            _pattern(
                rf"\b(?:in|within|over|during|inside) (?:the |these )?(?:coming|next|following|"
                rf"first) (?:{number} )?(?:couple of |few |several )?{unit}\b"
            ),
            "span",
            "coming next following first",
        ),
        (
            _pattern(
                rf"\b(?:within|inside(?: of)?|in under|in less than|in no more than|in as little as|in a (?:term|"
                rf"period|time|lapse|space|matter) (?:of|not (?:greater|longer|more) than)|"
                rf"in the (?:time|space|course|term|matter) of|in a matter of|before (?=(?:another )?{one} )|in|"
                rf"in about|in around|in the next|"
                rf"in at most|no later than|over) (?:a period of |about |around |just |only |"
                rf"the space of )*(?:{number}{more} )?{unit}(?:'s? time| or so)?\b(?! ago| earlier| later| before)"
            ),
            "span",
            "within inside in before no over",
        ),
        (
            _pattern(
                rf"\b(?:for|to last|(?<!the )(?<!over )(?<!in )last(?! (?:hours?|days?|weeks?|fortnight|months?|"
                rf"years?|decades?|nights?))|lasts|lasting|endure|continue|"
                rf"survive|resist|hold out|fight on|go on|drag(?:s|ged)? on|stretch(?:ed)? out|(?:be )?prolonged|"
                rf"faces?|facing) \"?(?:for )?(?:at least |more than |over |many |several |another |some |about |"
                rf"perhaps |"
                rf"up to |a further |"
                rf"the next |as long as )*(?:{number}{more} )?{unit}\b(?! ago)(?: more| longer| to come|"
                rf" at (?:the )?least| or (?:more|longer))*"
            ),
            "lasting",
            "for last endure continue survive resist hold fight go drag stretch prolonged face facing",
        ),
        (
            _pattern(
                rf"\b(?:take|takes|took|taking|need|needs|needed|require|requires|spend|given?|gave|another|after|"
                rf"only|just|has|have|had) (?:us |them |it |the army |his [\w ]{{1,20}}|"
                rf"[\w' ]{{1,30}}? )??(?P<text>(?:only |just |at least |more than |over |about |"
                rf"another )*{number}{more} {unit})\b(?: or so)?(?! ago| earlier| of | old|-old| later| in (?:prison|"
                rf"jail|power))"
            ),
            "span",
            "take took taking need require spend give gave another after only just has have had",
        ),
        (
            _pattern(
                rf"\b{number} (?:more|further|extra|additional) (?P<unit>years?|decades?|"
                rf"generations?)\b(?: of \w+)?(?: at (?:the )?least)?"
            ),
            "lasting",
            "more further extra additional",
        ),
        (_pattern(rf"\b{number} (?P<unit>years?|decades?|generations?) (?:more|longer)\b"), "lasting", "more longer"),
        (
            _pattern(
                rf"\b{number}{more} {unit} (?:to go|from now|away|left|at (?:the )?(?:very )?most|at the outside|"
                rf"at the latest|maximum|tops|or less|more)\b"
            ),
            "span",
            "to from away left at maximum tops or more",
        ),
        (_pattern(rf"\b{number} more {unit}\b"), "span", "more"),
        (
            _pattern(
                r"\b(?<!the )(?:for )?(?:many |several |long |more |further |countless |another few )*"
                r"(?P<unit>months|years|decades|generations)(?: more)?(?: of\b| to come\b| yet\b)"
            ),
            "lasting",
            "of come yet",
        ),
        (
            _pattern(r"\b(?:in|within|for|of) (?:this|our|my|another|a|his|her|one) (?P<unit>generation|lifetime)\b"),
            "age",
            "generation lifetime",
        ),
        (
            _pattern(
                r"\b(?:(?:in|into|entering|entered|reached) (?:the |its |their |his )?(?:very )?(?:final|closing)|"
                r"(?:the |its |their |his )?"
                r"(?:last|dying)) (?:hours|days|act|chapter|"
                r"throes|"
                r"stretch|leg|lap|moments|minutes|gasps?|push|assault)\b|\b(?:hours|days|weeks)(?: [\w'-]+){0,4}? "
                r"(?:are|were)(?: now)? (?:numbered|counted)\b"
            ),
            "near",
            "final closing last dying numbered counted",
        ),
        (
            _pattern(r"\b(?:in |within |over )?(?:the|these) (?:coming|next few|next) (?P<unit>days|weeks|months)\b"),
            "coming",
            "coming next",
        ),
        (
            _pattern(rf"\b{one_of(_NEAR, any_case=True)}\b"),
            "near",
            "",
        ),
        (
            _pattern(rf"\b{one_of(_OPEN, any_case=True)}\b"),
            "open",
            "",
        ),
        (
            _pattern(
                rf"\b(?<!past )(?<!last )(?<!previous )(?P<text>(?:at least )?(?:another |(?!an? )(?={one} |a few|"
                rf"several|half))(?:{number}{more} )?{unit}(?:,? "
                rf"(?:perhaps|maybe) {one})?)\b(?! ago| old|-| earlier| later| before| after| since| of age)"
            ),
            "plain_span",
            "",
        ),
    )
