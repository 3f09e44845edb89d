"""Where a line may end: the rules of UAX 14, as far as text without hyphenation and without a dictionary needs them.

Each place is a match: a stretch of spaces, which are not seen at the end of a line, or the end of what stays on it.
"""

from __future__ import annotations

import re

# After spaces, after a dash before a word, and in an address after a slash or the like; not after a hyphen: programs
# that read a page take a hyphen at the end of a line for one that hyphenation put there, and drop it.
_LATIN = r"\ +|[\u2013\u2014](?=[^\W\d])|(?<=\w)[/?&=](?=[^\W\d])"

_IDEOGRAPHS = "⺀-⿟々〆〇〒〓〡-〩ぁ-ヿㄅ-ㄯ㆐-鿿\uf900-\ufaff／-ﾟ\U00020000-\U0003ffff"
_EMOJI = "⌚-⏿☀-➿⬛-⭕\U0001f300-\U0001f3fa\U0001f400-\U0001faff"
_JOINED = "\u200d\ufe0f\U0001f3fb-\U0001f3ff"  # to the emoji before
_OPENING = "‘“〈《「『【〔〖〘〚〝（［｛｟｢"
_CLOSING = "’”、。〉》」』】〕〗〙〛〞〟！），．：；？］｝｠｡｣､"
_SMALL = "々〻ぁぃぅぇぉっゃゅょゎゕゖ゙-ゞ゠ァィゥェォッャュョヮヵヶー-ヾㇰ-ㇿｧ-ｰﾞﾟ・…‥—〜％"
_SYLLABLES = "ก-\u0e3a\u0e45-\u0e4e\u0e80-\u0ebf\u0ec5-\u0eff"  # Thai and Lao
_LEADING = "เ-ไເ-ໄ"  # vowels that begin a syllable

LATIN = re.compile(_LATIN)
"""The places in a text whose words stand apart."""

# Chinese, Japanese and emoji part between any two signs, but not before one that ends something or is small, nor after
# one that opens something (kinsoku, in JLREQ). Korean parts at its spaces, as its readers like it better in ragged
# lines. Thai and Lao have no spaces between words; what is safe without a dictionary is before a leading vowel.
ANY = re.compile(
    f"{_LATIN}"
    rf"|(?<=[{_IDEOGRAPHS}{_EMOJI}{_CLOSING}{_JOINED}\w.,:;!?)\]%])(?<!\u200d)(?=[{_IDEOGRAPHS}{_EMOJI}〈-〝（［｛])"
    rf"(?<![{_OPENING}])(?![{_CLOSING}{_SMALL}{_JOINED}])"
    rf"|(?<=[{_IDEOGRAPHS}{_EMOJI}{_CLOSING}{_JOINED}])(?<![{_OPENING}’”\u200d])(?=\w)(?![{_SMALL}])"
    rf"|(?<=[{_SYLLABLES}])(?=[{_LEADING}])"
)
"""The places in text of any script."""
