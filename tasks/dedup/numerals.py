"""Reads numbers that are written as words: where one newsroom writes twelve, the next writes 12.

Only plain numbers from ten on are listed: smaller ones are said in every report, and compounds seldom come up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

VALUES = (*range(10, 20), *range(20, 101, 10))

WORDS = {
    "de": "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"
    " zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert",
    "en": "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    " twenty thirty forty fifty sixty seventy eighty ninety hundred",
    "es": "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve"
    " veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien",
    "fr": "dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf"
    " vingt trente quarante cinquante soixante soixante-dix quatre-vingts quatre-vingt-dix cent",
    "it": "dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove"
    " venti trenta quaranta cinquanta sessanta settanta ottanta novanta cento",
    "nl": "tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien"
    " twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd",
    "pt": "dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove"
    " vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem",
}
"""The words for VALUES, by language."""

NUMERALS: Mapping[str, Mapping[str, str]] = {
    language: dict(zip(words.split(), map(str, VALUES), strict=True)) for language, words in WORDS.items()
}


def read_numeral(word: str, language: str) -> str:
    """Return the digits for a number written as a word in lower case, and any other word as it is.

    Args:
        word: in lower case.
        language: a BCP 47 tag.
    """
    return NUMERALS.get(language.partition("-")[0].lower(), {}).get(word, word)
