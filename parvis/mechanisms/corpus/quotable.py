"""Sentences of a text that can be quoted: a part of it, sign for sign."""

import re
from dataclasses import dataclass

from parvis.mechanisms.corpus.texts import Text
from parvis.mechanisms.corpus.words import telling, tokens

SHORTEST, LONGEST = 40, 320
FEWEST_WORDS = 5
# Words that lean on a sentence before theirs: what they open cannot be understood alone.
LEANING = frozenset(
    """
    ainsi alors aussi autrement bref ca car ce ceci cela celle celles celui certes ces cet cette ceux ci cependant contrairement
    davantage donc elle elles enfin ensuite et etc ici idem ils leur leurs lui mais meme neanmoins non notamment ok or ou oui
    parce pareil pourquoi pourtant puis puisque quant sinon son soit tel telle toutefois voici voila y also although and because
    besides but finally furthermore hence he however it its moreover nevertheless no or otherwise she so such that then there
    therefore these they this those though thus why yes
    """.split()  # noqa: SIM905
)
LEANING_PAIRS = frozenset(
    ["de plus", "par ailleurs", "par exemple", "par contre", "en effet", "en revanche", "en outre", "d autre", "for example"]
)
IMPERSONAL = frozenset(["il faut", "il est", "il faudrait", "il y", "il serait", "il doit", "il devrait", "il convient", "il existe"])
# A sentence ends with its mark and a space, or with its paragraph. Abbreviations and initials ("M. Dupont", "art. 4") do not end one.
END = re.compile(r"(?<=[.!?…])(?:\s*[\"»”)])*\s+(?=[^\W\da-zà-ÿ_]|[«\"“(•–-])|\s*\n+\s*")
ABBREVIATION = re.compile(
    r"(?:^|[\s(«])(?:[A-ZÀ-Ý]|M|MM|Mme|Mlle|Dr|Me|St|Ste|art|cf|ex|etc|p|pp|al|n|vol|fig|Mr|Mrs|Ms|vs|no|e\.g|i\.e)\.$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and where it stands: `text.whole[start:end]`."""

    ref: str
    start: int
    end: int
    words: str


def sentences(text: Text) -> list[Sentence]:
    """Give the sentences of a text in their order, the title being the first.

    >>> [one.words for one in sentences(Text(ref="1", title="Une halle", body="Couvrons-la. M. Roy le dit aussi : c'est utile !"))]
    ['Une halle.', 'Couvrons-la.', "M. Roy le dit aussi : c'est utile !"]
    """
    whole, found, start = text.whole, [], 0
    for end in [*END.finditer(whole), None]:
        stop, following = (len(whole), len(whole)) if end is None else (end.start(), end.end())
        if end is not None and "\n" not in end.group() and ABBREVIATION.search(whole[start:stop]):
            continue
        if end is not None:  # closing quotation marks belong to their sentence
            stop += len(end.group().rstrip())
        left, right = start, stop
        while left < right and whole[left].isspace():
            left += 1
        while right > left and whole[right - 1].isspace():
            right -= 1
        if right > left:
            found.append(Sentence(text.ref, left, right, whole[left:right]))
        start = following
    return found


def stands_alone(words: str) -> bool:
    """Say whether a sentence can be understood without what stands around it: it neither leans on another one nor announces one.

    >>> stands_alone("Il faut planter des arbres devant la gare."), stands_alone("Et puis, elle est trop petite pour cela.")
    (True, False)
    """
    if not words[0].isupper() and not words[0].isdigit() and words[0] not in '«"“':
        return False
    if words[-1] in ":;," or "http" in words:
        return False
    opening = tokens(words[:60])
    two = " ".join(opening[:2])
    if not opening or opening[0] in LEANING or two in LEANING_PAIRS:
        return False
    return opening[0] != "il" or two in IMPERSONAL


def quotable(text: Text) -> list[Sentence]:
    """Give the sentences that can be quoted: 40 to 320 signs, five telling words, and understood alone.

    >>> text = Text(ref="1", body="Bonjour. Planter des arbres le long du canal rafraîchit les rues voisines. C'est bien.")
    >>> [one.words for one in quotable(text)]
    ['Planter des arbres le long du canal rafraîchit les rues voisines.']
    """
    return [
        one
        for one in sentences(text)
        if SHORTEST <= len(one.words) <= LONGEST and len(set(telling(tokens(one.words)))) >= FEWEST_WORDS and stands_alone(one.words)
    ]
