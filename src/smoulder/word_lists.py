"""Several lists of English words looked for in a text at once, by the letters that words of each can begin with.

A pattern is tried only where a word begins as one of its own can, so that the cost is that of the text's words and not
of the lists. What a word begins with has an END behind it where the word ends there.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from threading import Lock

from smoulder.lexicon import one_of, plain, small

LETTERS = 6  # of a word's beginning
TWO = 8  # letters of the beginning of two words, END between them
END = "$"
MOST = 20_000  # words and beginnings that are remembered
Spans = tuple[tuple[int, int], ...]
_START = re.compile(rf"(?<![\w-])\w{{1,{TWO}}}")
_TWO_WORDS = re.compile(rf"(\w{{1,{TWO}}}+)(?:\s+(\w{{1,{TWO}}}))?")  # a word's beginning, and the next one's
_WORD = re.compile(r"\w+")
_small = lru_cache(16)(small)  # an article is asked for the words of each of its sentences


_begins: dict[str, int] = {}  # how words of each list begin, the list being a bit: those of all lists ever made
_bits: list[int] = []  # of those lists
_making = Lock()


_known: dict[str, int] = {}  # of which lists words in small letters can be, told when one is first asked for


def _of_word(word: str) -> int:
    """Of which lists, as bits, a word in small letters can be."""
    begun, found = (word + END)[:LETTERS], 0
    with _making:
        for letters in range(len(begun) + 1):
            found |= _begins.get(begun[:letters], 0)
        if len(_known) >= MOST:
            _known.clear()
        _known[word] = found
    return found


@lru_cache(64)  # one clause is asked for one list after another: its words are gone through once for all of them
def _lists_in(text: str, made: int) -> int:
    """Of which lists, as bits, a text may hold words; made: how many there are, lest fewer be remembered."""
    found = 0
    for word in _WORD.findall(text.lower()):
        bits = _known.get(word)
        found |= _of_word(word) if bits is None else bits
    return found


def _listed(words: Iterable[str], whole: bool) -> int:
    """The bit of a new list."""
    begun = _beginnings(words, whole=whole)
    with _making:
        bit = 1 << len(_bits)
        for letters in begun:
            _begins[letters] = _begins.get(letters, 0) | bit
        _known.clear()  # what words were known to be was told without this list
        _bits.append(bit)
    return bit


def holding(lists: Mapping[str, Iterable[str]], whole: bool = False) -> Callable[[str], frozenset[str]]:
    """Of which lists a text may hold words, by name: what needs a word of another list need not be tried.

    lists: words, which may hold patterns, or how they begin; whole: they end where a word does.

    >>> held = holding({"war": ["war(?: effort)?"], "end": ["(?:soon )?over"]}, whole=True)
    >>> sorted(held("the war effort")), sorted(held("soon")), sorted(held("warm"))
    (['war'], ['end'], [])
    """
    bits = {name: _listed(words, whole) for name, words in lists.items()}
    ours = sum(bits.values())

    @lru_cache(MOST)
    def named(found: int) -> frozenset[str]:
        return frozenset(name for name, bit in bits.items() if found & bit)

    @lru_cache(64)
    def held(text: str) -> frozenset[str]:
        return named(_lists_in(text, len(_bits)) & ours)

    return held


def places_of(lists: Mapping[str, Iterable[str]]) -> Callable[[str, int, int], Iterator[tuple[int, tuple[str, ...]]]]:
    """A search of text[start:end] for where a word begins as one of some lists can, and of which, by name.

    >>> search = places_of({"war": ["war(?: effort)?"], "end": ["(?:soon )?over"]})
    >>> list(search("The war is soon over", 8, 20))
    [(11, ('end',)), (16, ('end',))]
    """
    begins = {name: _beginnings(words, TWO, two=True) for name, words in lists.items()}
    firsts = {
        first + (r"\b" if end else "")
        for each in begins.values()
        for first, end, _ in (one.partition(END) for one in each)
    }
    starts = re.compile(rf"\b(?=\w){one_of(firsts)}")
    of_letters = _begun_by(begins, TWO)

    def search(text: str, start: int, end: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        for match in starts.finditer(_small(text), start, end):
            at = match.start()
            if words := _TWO_WORDS.match(text, at, end):
                word, behind = words.groups("")
                if names := of_letters(f"{word}{END}{behind}{END}"[:TWO].lower()):
                    yield at, names

    return search


def _begun_by(begins: Mapping[str, Iterable[str]], most: int) -> Callable[[str], tuple[str, ...]]:
    """Of which lists, by name and in their order, a word can be that begins with some letters, all of it if not most.

    begins: how words of each list begin.
    """
    lists_of: dict[str, list[str]] = {}
    for name, begun in begins.items():
        for each in begun:
            lists_of.setdefault(each, []).append(name)

    @lru_cache(MOST)
    def begun_by(letters: str) -> tuple[str, ...]:
        begun = letters if len(letters) == most else letters + END
        found = {name for end in range(len(begun) + 1) for name in lists_of.get(begun[:end], ())}
        return tuple(name for name in begins if name in found)

    return begun_by


def _beginnings(words: Iterable[str], letters: int = LETTERS, whole: bool = True, two: bool = False) -> tuple[str, ...]:
    return tuple(frozenset().union(*(beginnings(plain(word), letters, whole, two) for word in words)))


def gate(words: Iterable[str], whole: bool = False) -> Callable[[str], bool]:
    """Whether a text may hold words of one list; whole: they end where a word does.

    >>> timely = gate(["week", "month"])
    >>> timely("within months"), timely("at once")
    (True, False)
    """
    bit = _listed(words, whole)
    return lambda text: bool(_lists_in(text, len(_bits)) & bit)


def searched(lists: Mapping[str, Iterable[str]], behind: str = r"\w") -> Callable[[str], dict[str, Spans]]:
    """A search for lists of words by name, any case: it gives where those that stand in a plain text do.

    lists: the words, which may hold patterns, and which begin with letters; behind: what must not follow a word.

    >>> searched({"war": ["war(?: effort)?"], "end": ["(?:soon )?over"]})("The war effort is soon over.")
    {'war': ((4, 14),), 'end': ((18, 27),)}
    """
    words = {name: [*forms] for name, forms in lists.items()}
    patterns = {
        name: re.compile(rf"(?<![\w-])(?:{one_of(forms, any_case=True)})(?![{behind}])", re.IGNORECASE)
        for name, forms in words.items()
    }
    tried = _begun_by({name: _beginnings(forms, TWO, two=True) for name, forms in words.items()}, TWO)

    def search(text: str) -> dict[str, Spans]:
        found: dict[str, list[tuple[int, int]]] = {}
        starts = [(word.start(), word[0].lower() + END) for word in _START.finditer(text)]
        for (at, word), (_, following) in pairwise([*starts, (0, "")]):
            for name in tried((word + following)[:TWO]):
                before = found.get(name)
                if (before is None or before[-1][1] <= at) and (match := patterns[name].match(text, at)):
                    found.setdefault(name, []).append(match.span())
        return {name: tuple(spans) for name, spans in found.items()}

    return search


_ALONE = re.compile(r"(?:[^\W_](?![?*+{]))+")  # letters that stand for themselves


def beginnings(pattern: str, letters: int = LETTERS, whole: bool = False, two: bool = False) -> frozenset[str]:
    """What a word can begin with that a pattern matches, in small letters; what is not told is left out of it: "".

    whole: the pattern ends where a word does; two: what the word behind that one can begin with is told too.

    >>> sorted(beginnings("(?:the )?wars?")), sorted(beginnings("[dt]a")), sorted(beginnings("(?<!no )end"))
    (['the', 'war', 'wars'], ['da', 'ta'], ['end'])
    >>> sorted(beginnings("(?:the )?wars?", whole=True))
    ['the$', 'war$', 'wars$']
    >>> sorted(beginnings("(?:the )?wars?", whole=True, two=True))
    ['the$wa', 'war$', 'wars$']
    """
    if not letters:
        return frozenset({""})
    if not pattern:
        return frozenset({END if whole else ""})
    if run := _ALONE.match(pattern):
        taken = run[0][:letters]
        behind = beginnings(pattern[len(taken) :], letters - len(taken), whole, two)
        return frozenset([taken.lower() + more for more in behind])
    if whole and pattern[0] == " ":
        return frozenset(END + more for more in (beginnings(pattern[1:], letters - 1, whole) if two else ("",)))
    if pattern.startswith(("(?<!", "(?<=")):  # what stands before the word tells nothing of it
        return beginnings(_closed(pattern)[1], letters, whole, two)
    if pattern.startswith("(?:"):
        first, rest = _closed(pattern)
    elif pattern[0] == "[" and pattern[1:].partition("]")[0].isalpha():
        within, _, rest = pattern[1:].partition("]")
        first = [*within]
    elif pattern[0].isalnum():
        first, rest = [pattern[0]], pattern[1:]
    else:
        return frozenset({""})
    if rest[:1] == "*" and pattern.startswith("(?:") and "" not in first:
        return frozenset().union(
            *(beginnings(each, letters) for each in first), beginnings(rest[1:], letters, whole, two)
        )
    if rest[:1] in ("*", "+", "{"):
        return frozenset({""})
    if rest[:1] == "?":
        first, rest = [*first, ""], rest[1:]
    if pattern.startswith("(?:"):
        return frozenset().union(*(beginnings(each + rest, letters, whole, two) for each in first))
    ours = frozenset(
        each.lower() + more for each in first if each for more in beginnings(rest, letters - 1, whole, two)
    )
    return ours | beginnings(rest, letters, whole, two) if "" in first else ours


def opened(pattern: str) -> list[str]:
    """The branches of the group that a pattern begins with, each with what stands behind it: patterns of one word.

    >>> opened("(?:armed )?(?:police|guard)s"), opened("(?:police|guard)s")
    (['armed (?:police|guard)s', 'polices', 'guards'], ['polices', 'guards'])
    """
    if not pattern.startswith("(?:"):
        return [pattern]
    branches, rest = _closed(pattern)
    if rest[:1] in ("*", "+", "{"):
        return [pattern]
    if rest[:1] == "?":
        branches, rest = [*branches, ""], rest[1:]
    return [form for each in branches for form in opened(each + rest)]


def _closed(pattern: str) -> tuple[list[str], str]:
    """The branches of the group that a pattern begins with, and what stands behind it."""
    branches, depth, at = [""], 0, len("(?:")
    while depth or pattern[at] != ")":
        taken = pattern[at : at + 2] if pattern[at] == "\\" else pattern[at]
        depth += (taken in ("(", "[")) - (taken in (")", "]"))
        if taken == "|" and not depth:
            branches.append("")
        else:
            branches[-1] += taken
        at += len(taken)
    return branches, pattern[at + 1 :]
