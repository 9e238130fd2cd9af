"""Words about a name that tell whether it is a place here: "town of", "in", "district", and titles of persons."""

import re

# Words after a name that are part of it, and what they make of it.
FEATURES = {
    "city": "city", "town": "town", "village": "village", "province": "province", "governorate": "province",
    "state": "province", "region": "region", "oblast": "province", "department": "province", "county": "province",
    "district": "district", "agency": "district", "municipality": "district", "valley": "valley", "gorge": "valley",
    "forest": "forest", "forests": "forest", "jungle": "forest", "jungles": "forest", "reserve": "forest",
    "desert": "desert", "badia": "desert", "mountain": "mountains", "mountains": "mountains", "hills": "mountains",
    "highlands": "mountains", "river": "river", "basin": "region", "delta": "region", "island": "island",
    "islands": "island", "archipelago": "island", "peninsula": "region", "lake": "lake", "pocket": "pocket",
    "enclave": "pocket", "triangle": "region", "camp": "camp",
}  # fmt: skip
STRONG = re.compile(
    r"\b(town|city|village|district|province|state|governorate|region|suburb|capital|port|camp|island|outskirts|north|south"
    r"|east|west|northern|southern|eastern|western|central|borders?|frontier)\s+(of\s+|with\s+)?(the\s+)?$"
    r"|(مدينة|بلدة|قرية|محافظة|ولاية|إقليم|منطقة|قضاء|ناحية|مخيم|ريف|جزيرة|نهر|شمال|جنوب|شرق|غرب|شمالي|جنوبي|شرقي|غربي|وسط"
    r"|دولة|العاصمة|عاصمة|حدود|مطار|جبال|جبل|وادي|صحراء|حي|ممر|بلدتي|مدينتي|ضفة|ضفاف|ضفتي|مديرية|ضاحية|بلدات|معقل|معقله|ثكنة|قاعدة|جبهة|جرود)\s+[وبلف]?$",
    re.IGNORECASE,
)
WEAK = re.compile(
    r"\b(in|at|near|from|to|into|around|outside|inside|across|throughout|toward|towards|through|between|within|over|of|and|off"
    r"|reached|entered|left|retook|captured|seized|control|against|leaving|about|on)\s+(the\s+)?$"
    r"|((?<!\w)(في|من|إلى|الى|قرب|نحو|باتجاه|بين|داخل|خارج|عبر|حول|على|عن|لدى)\s+|(?<!\w)[وفبل]{1,2})$",
    re.IGNORECASE,
)
TITLES = re.compile(
    r"\b(mr|mrs|ms|dr|president|general|gen|colonel|col|major|captain|lieutenant|sheikh|minister|secretary|senator|king|prince"
    r"|princess|pope|sir|lord|saint|st|judge|justice|professor|commander|ambassador|governor|mayor|imam|mullah|coach)\.?\s+$",
    re.IGNORECASE,
)
