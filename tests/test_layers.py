"""Imports point one way: a module imports only from an earlier line, and inside a folder only from its `__init__`."""

import ast
from functools import cache
from pathlib import Path

import smoulder

LAYERS = [  # words, verbs, sentences, report and settings, doors: several lines where one builds on another
    "errors",
    "months grid registry arrow geojson",
    "verbatim json_form lexicon calendars spans own_words called",
    "areas battles claim types likelihood lineage shares word_lists",
    "numerals tenses feasts inflections inflections_ar scenes role_words",
    "date_words counted_units span_patterns_ar span_patterns_en arabic_verbs",
    "vintage files invented_world context spells exceedances scores change_points modes control_simulation cues",
    "addresses languages dating spellings claim_days place_signs noun_phrases",
    "asides subjects arabic_ranks person_names time_units span_patterns same_groups",
    "deadline_words bare_numbers arabic_duals told_ground arabic_given messages said_behind specialists",
    "sentence_subjects invented_rows sources/* arabic_cues actors endings/* forecasts/* metrics chat control/*",
    "quoting put_out arabic_names arabic_sayings frames contents bylines war_places unlisted_groups arabic_persons",
    "continued histories store sightings counts rolling phases calibration figures/* maps/* simulate downloads traits",
    "nowcast arabic_quoting arabic_voices arabic_views arabic_nominal arabic_subjects",
    "arabic_markers",
    "claim_scores grammar/* pages residue tokens",
    "rows breakdown stacking parameters runners revisions danger_scores danger_record units kept provenance pools",
    "going_on aftermath ledger distances cell_events episodes evidence referents inquiry",
    "statements outcome_rules arabic_groups introductions towns voices war_talk",
    "unnamed_groups",
    "hearing",
    "speaker_sides",
    "urban learning track_record resolution lost_cells toponyms articles followed utterances cells polygons",
    "arabic_horizons arabic_claims arabic_utterances",
    "time_limits set_times place_list",
    "fronts shipped status victory_record place_phrases state_actors subject claim_gates control_scores",
    "group_names said_clauses",
    "claims/*",
    "arabic_places listed_places",
    "danger claim_review fighting refuge spread gazetteer actor_mentions leads precedents territory taught_pool",
    "ingest hindcast danger_hindcast sections/* reading holdings recorded store_places",
    "assess report settings terminal ground land_rule",
    "demo marked evidence_cards ground_cards claim_answer",
    "claim_cards claim_order",
    "article_answer",
    "check article_review",
    "article_page",
    "commands/*",
    "cli",
]
SRC = Path(smoulder.__file__).parent
DOOR = "__init__"  # the package's own face: it names, and imports only when asked


@cache
def modules():
    return sorted(path.relative_to(SRC).with_suffix("").as_posix() for path in SRC.rglob("*.py"))


def line_of(module):
    name = module.partition("/")[0] + ("/*" if "/" in module else "")
    found = [number for number, line in enumerate(LAYERS) if name in line.split()]
    assert len(found) == 1, f"{module} must be in exactly one line of LAYERS"
    return found[0]


def imported(module):
    """The modules of smoulder that a module imports, at its top or inside its functions."""
    known = set(modules())
    for node in ast.walk(ast.parse((SRC / f"{module}.py").read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports by a relative name"
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            path = name.removeprefix("smoulder.").replace(".", "/")
            if name.startswith("smoulder.") and path in known:
                yield path
            elif name.startswith("smoulder.") and f"{path}/{DOOR}" in known:
                yield f"{path}/{DOOR}"


def test_every_module_has_its_line():
    for module in modules():
        if module != DOOR:
            line_of(module)


def test_every_name_in_the_list_is_a_module():
    folders = {f"{module.partition('/')[0]}/*" if "/" in module else module for module in modules()}
    assert {name for line in LAYERS for name in line.split()} == folders - {DOOR}


def test_imports_point_one_way():
    wrong = []
    for module in modules():
        if module == DOOR:
            continue
        for other in set(imported(module)) - {module}:
            folder = module.rpartition("/")[0]
            inside = bool(folder) and other == f"{folder}/{DOOR}"
            if not inside and line_of(other) >= line_of(module):
                wrong.append(f"{module} imports {other}")
    assert not wrong
