"""What an Arabic clause tells of an armed group: that it ends, weakens, goes on or grows.

The words are in ar_states.toml. First come those that say it whatever stands beside them: little is left, it can no
longer, it is still there. Of the others the first counts, by whose it is and whether it is denied; where a verbal noun
is spoken of ("the defeat of X"), what is said of it turns it: that it is far off, or changes nothing. What stands
behind "but" counts. Side clauses are judged only where the main one tells nothing. What is said of a group with none
of these words takes the speaker's side: rebels hold on, officials weaken them.
"""

import re
from collections.abc import Iterator
from functools import cache

from smoulder.arabic_scenes import Hit, about, hits, is_noun, later
from smoulder.grammar import counts_ar, ends_ar, goings_on_ar
from smoulder.inflections_ar import joined, states, verb_forms
from smoulder.lexicon import lexicon, plain
from smoulder.scenes import Scene, Told

_SIDE_CLAUSE = re.compile(
    plain(
        r"(?<!\w)(?:بعد(?:ما)?(?! على) (?:أن )?|قبل (?:أن )?|منذ |أثناء |عندما |حيث |رغم |على الرغم |"
        r"لأن\w* |مما |بسبب |بفضل |إثر |عقب |فور |متى |حالما |كلما |ما إن |بمجرد |حين )[^,.;]*?(?=[,.;]|$|"
        r"\s[وف]?(?:س[يتن]\w{3,}|لن )|\s(?:بات|باتت|أصبح|أصبحت|صار|صارت|أضحى|أضحت|غدت|لا يزال|لا تزال|ما زال\w*|لم)\s)"
    )
)
_CONDITION = re.compile(
    plain(
        r"(?<!\w)[وف]?(?:إذا|لو|ما لم|إن لم|إلا إذا|في حال|شريطة أن|بشرط أن)(?!\w)[^,.;]*?(?=,|\sف(?:س|إن|لن|"
        r"قد)|$|\.)|^\W*[وف]?إن\s[^.;]*?(?=\sف(?:س|لن|قد|إن|لا)\w*)|"
        r"^\W*وإلا(?!\w)"
    )
)
_SAYS_NOT = re.compile(plain(r"\W*[وف]?(?:لم|لا) [يت](?:قل|قول|قولوا|ذكر|علن|وضح|كشف|حدد|شر|تطرق|جب)(?!\w)"))
_BELIEF = re.compile(plain(r"(?<!\w)(?:ب|في )?أن(?:هم|ها|ه)?(?!\w)"))
_BUT = re.compile(
    plain(r"(?<!\w)[وف]?(?:لكن|غير أن|إلا أن|بيد أن|على أن)(?:هم|ها|ه|نا)?(?!\w)|(?<!\w)أما (?:اليوم|الآن)(?!\w)")
)
_NOT_UNTIL = re.compile(
    plain(r"(?<!\w)[وف]?لن [يت](?:أتي|مر|نقضي|حل|نتهي|مضي)\s[^.;]{2,50}?\s(?:إلا و|حتى|إلا وقد|قبل أن)")
)
_UNTIL_THE_END = re.compile(
    plain(
        r"(?<!\w)حتى (?:ال)?(?:قضاء|دحر|تطهير|تحرير|هزيمة|استئصال|اجتثاث|إنهاء|استسلام|سحق|حسم|اقتلاع|نصر|"
        r"آخر (?:إرهابي|متمرد|مسلح|"
        r"مقاتل|خارجي|داعشي|مرتزق))|حتى (?:[يت]ستسلم|نقضي|[يت]قضى|[يت]طهر|[يت]تحرر|[يت]هزم)"
    )
)
_THEIR_GAIN = re.compile(
    plain(
        r"(?<!\w)(?:ال)?(?:سقوط|استيلاء|احتلال|اقتحام|تسلل|وصول|وجود|عودة|تمدد|مقتل جنود|انسحاب (?:ال)?(?:جيش|"
        r"قوات)|سيطرة (?:ال)?(?:مسلح|متمرد|إرهاب|"
        r"تنظيم|حركة|جماعة)\w*|حصار|هجوم|هجمات|خسائر|بقائ?ها|بقائهم|بقاء)\w*(?!\w)"
    )
)
_DEAD = re.compile(
    plain(r"(?<!\w)(?:عدد|حصيلة|مجموع) (?:\S+ ){0,3}?(?:الذين|ممن) (?:سقط|قتل|صرع|لق|فر|استسلم|سلم|اعتقل|أوقف|هرب)")
)
FIRST = (
    goings_on_ar.no_peace, goings_on_ar.trapped, counts_ar.little, goings_on_ar.unable, goings_on_ar.regroups,
    goings_on_ar.still_there,
)  # fmt: skip
LAST = (counts_ar.counted, counts_ar.matter)
JUDGES = {
    "ended": ends_ar.ended, "end": ends_ar.end, "yield": ends_ar.yielded, "losses": ends_ar.losses,
    "rise": goings_on_ar.again, "cleared": ends_ar.cleared, "weak": ends_ar.weak, "harm": ends_ar.harmed,
    "attack": goings_on_ar.strikes, "remain": goings_on_ar.there,
}  # fmt: skip
DENIABLE = frozenset(("ended", "end", "cleared", "weak", "harm", "remain", "rise", "attack"))
OF_ITS_LIFE = frozenset(("rise", "attack", "remain"))


def told(scene: Scene) -> Told | None:
    """What the clause tells: direction, type and strength; None if nothing."""
    clause = scene.clause
    if clause.stance == "denies" and clause.speaker_side == "rebel":
        return "weakens", "denial", 2  # which is turned
    if (
        clause.stance == "denies"
        and clause.speaker_side in ("government", "coalition")
        and _THEIR_GAIN.search(scene.text)
    ):
        return "persists", "denial", 2  # which is turned
    if clause.denied and clause.stance != "denies":
        that = _BELIEF.search(scene.text)
        belief = _told(scene, "~" * that.end() + scene.text[that.end() :]) if that else None
        return (
            belief if belief and belief[0] in ("strengthens", "persists") else ("ends", "defeat_prediction", 2)
        )  # turned
    if clause.ordered and clause.has_horizon:
        return "ends", "defeat_deadline", 3
    if _SAYS_NOT.match(scene.text):
        return None
    sworn = clause.stance == "vows" and clause.speaker_side in ("government", "coalition")
    vow = sworn and clause.has_deadline
    if sworn and re.match(plain(r"\W*ب?ألا(?!\w)"), scene.text):
        return "ends", "defeat_prediction", 2
    if until := _NOT_UNTIL.search(scene.text):  # "July will not come but the camp is ours"
        scene = scene._replace(text="~" * until.end() + scene.text[until.end() :])
    if clause.stance == "vows" and not clause.civilians:
        aim = next(
            (t for t in ("end", "cleared", "ended") for hit in hits(scene, scene.text, t) if not hit.negated), None
        )
        if aim and aim != "cleared" and sworn:
            return ("ends", "defeat_prediction", 3)
        if aim == "cleared" and vow:
            return "weakens" if clause.elsewhere else "ends", "territory_loss_prediction", 3
        if aim == "cleared" and clause.speaker_side == "rebel":
            return "strengthens", "resurgence_warning", 2
    if clause.speaker_side in ("government", "coalition") and _UNTIL_THE_END.search(scene.text):
        return "ends", "defeat_prediction", 2
    bare = _blank(_CONDITION, scene.text)
    main = _blank(_SIDE_CLAUSE, bare if _DEAD.search(bare) else _without_relatives(bare))
    for text in (main, scene.text) if main != scene.text else (main,):
        but = list(_BUT.finditer(text))
        behind = "~" * but[-1].end() + text[but[-1].end() :] if but else ""
        if (found := (_told(scene, behind) if but else None) or _told(scene, text)) is not None:
            feared = clause.warned and found[0] in ("weakens", "ends") and later(clause) and found[1] == "capability"
            return ("strengthens", "resurgence_warning", 2) if feared else found
    if vow and not clause.civilians:
        return "ends", "defeat_prediction", 2
    if clause.stance == "vows" and clause.speaker_side == "rebel":
        return "strengthens", "resurgence_warning", 2
    found = _default(scene) if clause.attributed else None
    if found and clause.stance == "denies" and clause.speaker_side in ("government", "coalition"):
        return "persists", "denial", 1  # which is turned
    return found


_NO = re.compile(plain(r"(?<!\w)(?:ما|لا|لم|لن|قد|لقد)\s+$"))
_RELATIVE = re.compile(plain(r"(?<!\w)(?:الذي|التي|الذين|اللذين|اللتين|ممن|مما)\s+"))


def _without_relatives(text: str) -> str:
    """The clause without its relative clauses, each of which ends at a mark or before the next telling verb."""
    at = 0
    while match := _RELATIVE.search(text, at):
        mark = re.compile(plain(r"[,.;]|\s[وف](?:س[يتن]\w{2,}|لن|قد|إن|لا) |$")).search(text, match.end())
        own = re.compile(r"\S+(?:\s+\S+)?\s*").match(text, match.end())
        end = mark.start() if mark else len(text)
        for table in ("ended", "end", "cleared", "weak", "rise", "yield", "losses"):
            for verb in _verbs_of(table).finditer(text, own.end() if own else match.end(), end):
                if text[verb.start()] not in "وف":
                    no = _NO.search(text[: verb.start()])
                    end = min(end, no.start() if no else verb.start())
        blanked = text[: match.start()] + "~" * (end - match.start()) + text[end:]
        if not re.sub("[~\\s]+", "", blanked):
            return text
        text, at = blanked, end
    return text


@cache
def _verbs_of(table: str) -> re.Pattern[str]:
    return joined(form for entry in lexicon("ar_states")[table].get("verbs", ()) for form in verb_forms(entry))


def _blank(pattern: re.Pattern[str], text: str) -> str:
    blanked = pattern.sub(lambda match: "~" * len(match.group()), text)
    return blanked if re.sub("~+", "", blanked).split() else text


def _told(scene: Scene, text: str) -> Told | None:
    every = list(_in_order(scene, text))
    if (found := _turned(scene, text, every)) is not None:
        return found
    for rule in FIRST:
        if (found := rule(scene, text)) is not None:
            return found
    clause = scene.clause
    if later(clause) and clause.modality != "conditional" and clause.attributed:
        strike = next(
            (hit for table, hit in every if table == "attack" and not hit.negated and hit.agent != "state"), None
        )
        if strike and about(scene) and every[0][0] in ("ended", "weak", "attack", "end"):
            return "strengthens", "resurgence_warning", 2
    for table, hit in _by_weight(text, every):
        if hit.negated and table in DENIABLE:
            found = goings_on_ar.not_the_end(scene, text, hit, table)
        else:
            found = JUDGES[table](scene, text, hit)
        if found is not None:
            return found
    for rule in LAST:
        if (found := rule(scene, text)) is not None:
            return found
    return None


def _in_order(scene: Scene, text: str) -> Iterator[tuple[str, Hit]]:
    """The words of all tables as they stand, of those in one place the longest."""
    found = [
        (hit.start, -hit.end, number, table, hit)
        for number, table in enumerate(JUDGES)
        for hit in hits(scene, text, table)
    ]
    end = -1
    for start, _, _, table, hit in sorted(found):
        if table == "harm" and hit.agent == "group" and states("attack").match(text, start):
            continue  # it strikes
        if table == "rise" and hit.agent == "state" and states("cleared").match(text, start):
            continue  # "the army has retaken"
        if start >= end:
            yield table, hit
            end = hit.end


def _by_weight(text: str, every: list[tuple[str, Hit]]) -> list[tuple[str, Hit]]:
    """Verbs and phrases before verbal nouns, which only name what is spoken of; verbs of being last."""
    nouns = [each for each in every if is_noun(text, each[1].start, each[1].end, each[0])]
    being = [each for each in every if each not in nouns and _BEING.fullmatch(text[each[1].start : each[1].end])]
    verbs = [each for each in every if each not in nouns and each not in being]
    told = [each for each in nouns if each[0] == "ended" and ends_ar.WHOLE.match(text, each[1].end + 1)]
    nouns = [*told, *nouns]  # "its withdrawal is a final defeat"
    unbroken = [
        each
        for each in verbs
        if (each[1].negated and each[0] in ("ended", "end", "weak"))
        or (each[0] == "remain" and _NEVER.match(text, each[1].start))
    ]
    if (
        unbroken
        and verbs[0][0] in ("weak", "harm")
        and (unbroken[0][0] == "remain" or _AND_NOT.search(text[: unbroken[0][1].start]))
    ):
        verbs = [unbroken[0], *verbs]
    ends = [each for each in verbs if each[0] in ("ended", "end") and not each[1].negated]
    if ends and verbs[0][0] == "harm":
        verbs = [*ends, *verbs]  # "who cuts off their fuel beats them"
    return [*verbs, *nouns, *being]


_NEVER = re.compile(plain(r"[وف]?(?:لم|لن)\s"))
_AND_NOT = re.compile(plain(r"\s(?:ولم|ولن|لم|لن|وليس\w*|لا)\s(?:\S+\s)?$"))
_BEING = re.compile(
    plain(r"[وف]?س?[يتن]?(?:عيش|عاش|ظل|بقى|بقي|وجد)(?:ت|وا|ون)?|(?:ال)?(?:نائم|كامن)\w*|كل (?:ليلة|يوم|أسبوع)")
)


def _turned(scene: Scene, text: str, every: list[tuple[str, Hit]]) -> Told | None:
    """An end is called premature, far, a lie; a return impossible."""
    clause = scene.clause
    kind = "persistence_prediction" if clause.future else "persistence_state"
    far = states("far").search(text)
    if far and (
        events := [table for table, hit in every if hit.end <= far.start() and is_noun(text, hit.start, hit.end, table)]
    ):
        return ("weakens", "capability", 2) if events[0] in OF_ITS_LIFE else ("persists", kind, 2)
    if states("too_early").search(text):
        if any(table in ("rise", "attack") and is_noun(text, hit.start, hit.end, table) for table, hit in every[:1]):
            return "weakens", "capability", 2
        told_of = any(table in ("ended", "end", "cleared") for table, _ in every)
        if about(scene) or told_of or clause.land or clause.places or clause.speaker_side == "rebel":
            return "persists", kind, 2
    return None


def _default(scene: Scene) -> Told | None:
    """Something is said of a group, but none of the words that tell: the speaker's side tells."""
    clause = scene.clause
    rebel = clause.speaker_side == "rebel"
    named = clause.groups or clause.fighters or clause.anaphors
    ours = rebel and (clause.war or clause.direct or clause.state or clause.land or clause.places or clause.future)
    if not (
        named
        or (clause.war and clause.stance != "denies")
        or (clause.pronoun and (clause.war or clause.direct))
        or (ours and not clause.civilians)
    ):
        return None
    if rebel:
        return "persists", "persistence_prediction" if clause.future else "persistence_state", 1
    if clause.warned and named and not clause.state:
        return "strengthens", "resurgence_warning", 1
    if clause.civilians or (clause.state and not named):
        return None
    if clause.speaker_side in ("government", "coalition"):
        return ("weakens", "capability", 1) if named else None
    return None if clause.state else ("persists", "persistence_state", 1)
