"""Invented sentences that speak of no armed group, in words that news of war uses too: nothing to claim.

Sports, weather, notices of cookies, business, recipes, elections, health, culture and science, in English and Arabic.
No team, firm, person or storm in them exists. `python tests/data/neutral/make.py` prints them, a line each.
"""

import random
from collections.abc import Mapping, Sequence
from itertools import product
from string import Formatter

ENGLISH: Mapping[str, Sequence[str]] = {
    "sports": (
        "The {team} defeated the {team2} {score} on {day}, and their season is over.",
        "{team} coach {person} said the {team2} are finished as title contenders.",
        "The {team} will be crowned champions within {span} if they win in {town}.",
        "{person} vowed that the {team} will return stronger {when}.",
        "Fans of the {team} fear the club will not survive until the end of the {period}.",
        "The {team} captured the {cup} after a battle that lasted {span}.",
        "Only {number} supporters remained in the stand when the {team2} were beaten.",
        "The {team} lost their last stronghold at home, where they had been unbeaten for {span}.",
        "\"We will fight on,\" {person} said after the {team} attack had been crushed by the {team2} defence.",
        "The {team} have eliminated the {team2} from the {cup}, and it was never in doubt.",
        "{person}, who killed off the match with a late goal, has been ruled out for {span}.",
    ),
    "weather": (
        "The storm has weakened and will be over by {day}, forecasters in {town} said.",
        "A cold front will advance across the north before the end of the {period}.",
        "The drought is expected to end within {span}, the weather office said.",
        "Floods forced {number} people from their homes near {town}, and the rain may return {when}.",
        "Fire crews have surrounded the blaze near {town} and hope to defeat it within {span}.",
        "The heatwave claimed its last victim on {day}; it is finished for this year.",
        "Winds of {number} kilometres an hour struck the coast, and {number2} homes were destroyed.",
        "The eastern valleys will stay dry until the end of the {period}.",
    ),
    "notices": (
        "We use cookies to improve your experience; you may withdraw your consent within {number} days.",
        "By continuing you accept our privacy policy, which was last changed on {day}.",
        "Your subscription will end in {span} unless you renew it before the end of the {period}.",
        "Sign up for our newsletter and never miss the latest from {town}.",
        "This offer expires within {span} and only {number} places are left.",
        "Comments are closed; {number} readers have replied to this story.",
        "Reject all cookies or choose which of our {number} partners may track you.",
    ),
    "business": (
        "{firm} said it will eliminate {number} jobs within {span}.",
        "The war for customers between {firm} and its rivals will be won {when}, an analyst said.",
        "{firm} lost control of {number} stores near {town} after a takeover battle.",
        "The company was finished by the end of the {period}, a court in {town} heard.",
        "{person}, chief executive of {firm}, expects the group to recover {when}.",
        "Shares in {firm} were crushed on {day}, down {number} points.",
        "The group remains strong, {person} said, with {number} people on its payroll.",
        "{firm} launched an offensive in the grocery market and seized a tenth of it in {span}.",
        "Nobody at {firm} believes the strike will be over before {day}.",
        "The militant union said {number} members would walk out {when}.",
    ),
    "recipes": (
        "Let the dough rest until it has doubled, then defeat any lumps with a fork.",
        "The last pocket of air must be pressed out before you bake it for {number} minutes.",
        "Turkey will stay tender if you cook it within {span} of buying it.",
        "Eliminate the remaining liquid, then hold the heat until the sauce is finished.",
        "Serve with {number} olives; the rest will keep for {span}.",
        "If the cream is beaten too long it is lost, {person} warns.",
    ),
    "elections": (
        "The {party} was defeated in {town} but its leader said it would return {when}.",
        "{person} declared victory after winning {number} of the votes in {town}.",
        "The {party} will lose its last seats by the end of the {period}, a pollster said.",
        "Campaigners have {span} left to win over {number} undecided voters.",
        "The rebel lawmaker {person} has been expelled from the {party}.",
        "The minister denied that the government was finished and said talks would end within {span}.",
        "Supporters of the {party} still control {number} town halls.",
        "The coalition collapsed on {day} after the {party} withdrew.",
    ),
    "health": (
        "The disease has been defeated in {town}, health officials said, and the last ward will close within {span}.",
        "{person} lost a long battle with cancer on {day}.",
        "Doctors say the outbreak will be over before the end of the {period}.",
        "Only {number} cases remain, down from {number2} a month ago.",
        "The virus may come back {when}, an expert warned, because pockets of it survive in bats.",
        "The war on malaria is being won, the agency said; deaths fell to {number}.",
        "Nurses have been fighting the infection for {span}.",
        "The drug kills the parasite within {span}, and none survived in the trial.",
        "A vaccine has eliminated the illness in the valleys around {town}.",
    ),
    "culture": (
        "The film tells how {number} rebels held a castle for {span}; it opens {when}.",
        "In the game, players must capture {number} towers and defeat the Shadow King.",
        "The novel ends when the empire falls, and its last general is finally beaten.",
        "The band {team} will be back on stage {when}, {person} announced.",
        "The choir is not finished: {number} singers will return on {day}.",
        "Chess champion {person} destroyed the attack and won within {span}.",
    ),
    "science": (
        "Ants from one colony invaded another and killed {number} of its workers within {span}.",
        "The species will vanish from the forest near {town} by the end of the {period}, biologists fear.",
        "Researchers in {town} say the glacier has lost {number} square kilometres.",
        "Weeds that survive the first frost will return {when}.",
        "The probe lost contact on {day} and its mission is over, {person} said.",
        "About {number} wolves remain in the mountains, against {number2} a decade ago.",
    ),
    "traffic": (
        "A lorry struck a bridge near {town}, and {number} people were hurt.",
        "Police in {town} stopped {number} drivers on {day}; the campaign goes on for {span}.",
        "Work on the tunnel will be finished before the end of the {period}.",
        "The army of commuters that fills the station will thin out within {span}.",
    ),
}  # fmt: skip
ARABIC: Mapping[str, Sequence[str]] = {
    "sports": (
        "هزم فريق {team} منافسه {team2} بنتيجة {score} يوم {day}.",
        "قال المدرب {person} إن فريق {team} انتهى من المنافسة على اللقب.",
        "سيعود فريق {team} أقوى {when} بعد أن خسر معركة الصدارة.",
        "سيطر فريق {team} على المباراة وقضى على آمال {team2} خلال {span}.",
        "توقع {person} أن تنتهي أزمة نادي {team} قبل نهاية {period}.",
        "اقتحم المهاجم دفاع {team2} وسجل هدفا قاتلا في الدقيقة {number}.",
    ),
    "weather": (
        "تنتهي العاصفة خلال {span} بحسب الأرصاد الجوية في {town}.",
        "اجتاحت السيول قرى قرب {town} وشردت {number} شخصا.",
        "ستعود موجة الحر {when} قبل نهاية {period}.",
        "ضعفت الرياح يوم {day} وانحسر خطر الحرائق في الغابات.",
    ),
    "notices": (
        "نستخدم ملفات تعريف الارتباط لتحسين تجربتك ويمكنك رفضها خلال {number} يوما.",
        "ينتهي اشتراكك خلال {span} ما لم تجدده قبل نهاية {period}.",
        "جميع الحقوق محفوظة ولن يتم نشر عنوان بريدك الإلكتروني.",
        "لم يبق سوى {number} مقعدا في هذا العرض الذي ينتهي {when}.",
    ),
    "business": (
        "أعلنت شركة {firm} أنها ستلغي {number} وظيفة خلال {span}.",
        "خسرت شركة {firm} معركة الأسعار وستنسحب من السوق قبل نهاية {period}.",
        "قال {person} مدير شركة {firm} إن المجموعة ستتعافى {when}.",
        "انهارت أسهم شركة {firm} يوم {day} وفقدت {number} نقطة.",
    ),
    "recipes": (
        "يترك العجين {number} دقيقة حتى يتضاعف ثم يخبز.",
        "يقضى على ما تبقى من السائل على نار هادئة خلال {span}.",
        "تحفظ الحلوى في مكان بارد ولا تبقى صالحة أكثر من {span}.",
    ),
    "elections": (
        "هزم حزب {party} في {town} لكن زعيمه قال إنه سيعود {when}.",
        "أعلن المرشح {person} فوزه بعد حصوله على {number} صوتا.",
        "تنتهي الحملة الانتخابية خلال {span} ويبقى {number} ناخبا لم يحسموا أمرهم.",
        "انهار الائتلاف يوم {day} بعد انسحاب حزب {party}.",
    ),
    "health": (
        "تمكن الأطباء من القضاء على المرض في {town} وسيغلق آخر جناح خلال {span}.",
        "توفي الفنان {person} بعد معركة طويلة مع المرض يوم {day}.",
        "لم يبق سوى {number} حالة بعد أن كانت {number2} حالة قبل شهر.",
        "حذر خبير من عودة الفيروس {when} لأن بؤرا منه ما زالت باقية.",
    ),
    "culture": (
        "يروي الفيلم قصة {number} من المتمردين في قلعة خيالية ويعرض {when}.",
        "تعود فرقة {team} إلى المسرح {when} كما أعلن {person}.",
        "تنتهي الرواية بسقوط الإمبراطورية وهزيمة آخر قادتها.",
    ),
}  # fmt: skip
WORDS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "en": {
        "team": "Redhill Rebels|Marlow Tigers|Oakdale Rangers|Sunford Militia|Westbrook Guerrillas|Lakeside Warriors"
        "|Harbour Raiders|Pinewood Spartans|Quarry Town United|Northgate Crusaders".split("|"),
        "team2": "Milltown Bandits|Ferndale Bombers|Ashby Insurgents|Brookvale Knights|Stoneham Fighters"
        "|Kingsford Army".split("|"),
        "person": "Ella Thornbury|Mark Oduya|Rosa Delmont|Peter Halvers|Nadia Kerrin|Tom Aldous|Grace Mbeki-Hall"
        "|Ivo Lastrada".split("|"),
        "firm": "Bellow & Finch|Northwind Energy|Quillon Foods|Starling Air|Hexley Motors|Omnia Stores".split("|"),
        "party": "Harvest Party|Civic Union|Green Lantern Party|Progress League|Old Town Alliance".split("|"),
        "town": "Elmsworth|Port Hallow|Grantley|Saxby Moor|Lower Finnick|Brackendale".split("|"),
        "cup": "Copper Cup|Valley Shield|Premier Trophy|Coastal League".split("|"),
        "day": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday".split("|"),
        "when": "next year|next month|in the spring|in two weeks|before Christmas|soon|after the holidays".split("|"),
        "span": "two weeks|ten days|a month|six months|48 hours|three years|a few days".split("|"),
        "period": "month|year|week|season|decade".split("|"),
    },
    "ar": {
        "team": "نسور الوادي|نجوم الساحل|أسود المدينة|صقور الجبل|فرسان البحر".split("|"),
        "team2": "ذئاب السهل|محاربي النهر|شباب الميناء|أبطال التلة".split("|"),
        "person": "سامر الوردي|ليلى الحقلي|نادر البستاني|هدى الزهراوي|كريم النخلي".split("|"),
        "firm": "الأفق الأزرق|نسيم الشرق|بيت الخبز|ركن الأناقة".split("|"),
        "party": "السنابل|النور الأخضر|البيت المشترك|الغد الهادئ".split("|"),
        "town": "وادي اللوز|عين الورد|تل الزيتونة|ميناء الياسمين".split("|"),
        "day": "الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد".split("|"),
        "when": "العام المقبل|الشهر المقبل|في الربيع|بعد أسبوعين|قريبا|بعد العيد".split("|"),
        "span": "أسبوعين|عشرة أيام|شهر|ستة أشهر|ثلاث سنوات|بضعة أيام".split("|"),
        "period": "الشهر|العام|الأسبوع|الموسم".split("|"),
    },
}  # fmt: skip


def sentences(count: int = 1400, seed: int = 7) -> list[tuple[str, str, str]]:
    """That many different sentences: language (en, ar), subject and the sentence; the same for the same seed.

    Subjects and templates take turns, so that each is as frequent as the next; two of three are English.
    """
    draw = random.Random(seed)
    found: dict[str, tuple[str, str, str]] = {}
    turns = {
        language: [(subject, template) for subject, templates in told.items() for template in templates]
        for language, told in (("en", ENGLISH), ("ar", ARABIC))
    }
    for turn, language in product(range(count * 4), ("en", "en", "ar")):
        subject, template = turns[language][turn % len(turns[language])]
        sentence = template.format(
            **{name: _word(draw, language, name) for _, name, _, _ in Formatter().parse(template) if name}
        )
        found.setdefault(sentence, (language, subject, sentence))
        if len(found) == count:
            break
    return list(found.values())


def _word(draw: random.Random, language: str, name: str) -> str:
    if name in ("number", "number2"):
        return f"{draw.choice((draw.randint(2, 90), draw.randint(100, 900), draw.randint(1, 60) * 1000)):,}"
    if name == "score":
        return f"{draw.randint(2, 6)}-{draw.randint(0, 1)}"
    return draw.choice(WORDS[language][name])


if __name__ == "__main__":
    for _, _, line in sentences():
        print(line)
