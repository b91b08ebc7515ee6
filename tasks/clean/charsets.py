"""The names of charsets: WHATWG labels to Python codecs, and which of two Latin code pages a text was written in.

Labels: https://encoding.spec.whatwg.org/#names-and-labels. What is no label there is no charset: Python has codecs,
such as rot13 or unicode_escape, that no document should be able to ask for.
"""

from __future__ import annotations

import re

LABELS = {
    # Python codec: the labels of the standard that mean it
    "utf-8": "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8 utf-16 utf-16le utf-16be utf16 "
    "unicode ucs-2 iso-10646-ucs-2 csunicode unicodefeff unicodefffe",  # what says UTF-16 in ASCII bytes is not
    "cp1252": "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 "
    "iso_8859-1 iso_8859-1:1987 l1 latin1 latin-1 us-ascii windows-1252 x-cp1252",
    "cp1250": "cp1250 windows-1250 x-cp1250",
    "cp1251": "cp1251 windows-1251 x-cp1251",
    "cp1253": "cp1253 windows-1253 x-cp1253",
    "cp1254": "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 l5 latin5 windows-1254 x-cp1254",
    "cp1255": "cp1255 windows-1255 x-cp1255",
    "cp1256": "cp1256 windows-1256 x-cp1256",
    "cp1257": "cp1257 windows-1257 x-cp1257",
    "cp1258": "cp1258 windows-1258 x-cp1258",
    "cp866": "866 cp866 csibm866 ibm866",
    "iso8859-2": "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 l2 latin2",
    "iso8859-3": "csisolatin3 iso-8859-3 iso8859-3 iso88593 iso_8859-3 l3 latin3",
    "iso8859-4": "csisolatin4 iso-8859-4 iso8859-4 iso88594 iso_8859-4 l4 latin4",
    "iso8859-5": "csisolatincyrillic cyrillic iso-8859-5 iso8859-5 iso88595 iso_8859-5",
    "iso8859-6": "arabic asmo-708 csisolatinarabic ecma-114 iso-8859-6 iso8859-6 iso88596 iso_8859-6",
    "iso8859-7": "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso8859-7 iso88597 iso_8859-7",
    "iso8859-8": "csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-8859-8-i logical visual iso8859-8 iso88598",
    "iso8859-10": "csisolatin6 iso-8859-10 iso8859-10 iso885910 l6 latin6",
    "iso8859-13": "iso-8859-13 iso8859-13 iso885913",
    "iso8859-14": "iso-8859-14 iso8859-14 iso885914",
    "iso8859-15": "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9",
    "iso8859-16": "iso-8859-16",
    "koi8-r": "cskoi8r koi koi8 koi8-r koi8_r",
    "koi8-u": "koi8-ru koi8-u",
    "mac-roman": "csmacintosh mac macintosh x-mac-roman",
    "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "cp874": "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874",
    "gb18030": "chinese csgb2312 csiso58gb231280 gb18030 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk",
    "big5hkscs": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "euc_jp": "cseucpkdfmtjapanese euc-jp x-euc-jp",
    "iso2022_jp": "csiso2022jp iso-2022-jp",
    "cp932": "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis",
    "cp949": "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 windows-949",
}
CODECS = {label: codec for codec, labels in LABELS.items() for label in labels.split()}
MULTIBYTE = frozenset({"utf-8", "gb18030", "big5hkscs", "euc_jp", "iso2022_jp", "cp932", "cp949"})

WESTERN = (
    # the letters beyond ASCII of each language that windows-1252 was made for
    "áàâäãåæçéèêëíìîïñóòôöõøœúùûüÿßªº",  # what names in English text may bring along counts for English only
    "àâæçéèêëîïôœùûüÿ",
    "äöüßéàè",
    "áéíóúüñªº",
    "àáâãçéêíóôõúüªº",
    "àèéìíîòóùú",
    "åäöéüà",
    "æøåéòôóäöü",
    "áéëïóöüèê",
    "áðéíóúýþæö",
)
FEW = 0.02
"""A text with fewer letters beyond ASCII than this share has them in names only, whatever its language."""
ENOUGH = 0.95
IN_WORD = re.compile(r"(?<=[^\W\d_])[^\x00-\x7f](?=[^\W\d_])|[^\W\d_a-zA-Z]")
PUNCTUATION = frozenset("‘’‚“”„–—…«»·´`")


def find_codec(label: str | None) -> str | None:
    """Return the Python codec that browsers use for `label`, if it is one of the standard's."""
    return CODECS.get(label.strip().strip("\"'").lower()) if label else None


def is_western(payload: bytes) -> bool:
    """Tell whether `payload` reads in windows-1252 like text in a language that it was made for."""
    try:
        text = payload.decode("cp1252")
    except UnicodeDecodeError:
        return False
    foreign = [char.lower() for char in IN_WORD.findall(text) if char not in PUNCTUATION]
    letters = sum(char.isalpha() for char in text)
    languages = WESTERN if len(foreign) < FEW * letters else WESTERN[1:]
    return any(sum(char in language for char in foreign) >= ENOUGH * len(foreign) for language in languages)
