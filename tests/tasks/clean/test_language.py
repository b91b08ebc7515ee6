"""Languages are identified the same way every time, or not at all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tasks.clean.language import Language, identify_language

TEXTS = {
    "en": "The mayor opened the bridge on Monday, and nobody in the village came to watch.",
    "de": "Die Bürgermeisterin eröffnete am Montag die Brücke, und niemand aus dem Dorf sah zu.",
    "fr": "La maire a inauguré le pont lundi, et personne au village n’est venu la regarder.",
    "es": "La alcaldesa inauguró el puente el lunes y nadie del pueblo acudió a verla.",
    "it": "La sindaca ha inaugurato il ponte lunedì e nessuno del paese è venuto a guardare.",
    "pt": "A prefeita inaugurou a ponte na segunda-feira e ninguém da aldeia foi assistir.",
    "nl": "De burgemeester opende maandag de brug en niemand uit het dorp kwam kijken.",
    "pl": "Burmistrzyni otworzyła w poniedziałek most, a nikt ze wsi nie przyszedł popatrzeć.",
    "tr": "Belediye başkanı pazartesi günü köprüyü açtı ama köyden kimse izlemeye gelmedi.",
    "sv": "Borgmästaren öppnade bron i måndags och ingen från byn kom för att titta på.",
    "ru": "В понедельник мэр открыла мост, и никто из деревни не пришёл посмотреть.",
    "ja": "町長は月曜日に橋を開通させたが、村からは誰も見に来なかったという。",
    "ko": "시장은 월요일에 다리를 개통했지만 마을에서는 아무도 보러 오지 않았다.",
    "zh-Hans": "市长星期一为大桥剪彩，但是村里没有一个人来观看这场仪式，大家都在忙着收割庄稼。",
    "ar": "افتتحت رئيسة البلدية الجسر يوم الاثنين ولم يأت أحد من القرية للمشاهدة.",
    "hi": "महापौर ने सोमवार को पुल का उद्घाटन किया, लेकिन गाँव से कोई देखने नहीं आया।",
}


@pytest.mark.parametrize(("tag", "text"), TEXTS.items())
def test_sentence_is_enough(tag, text):
    """One sentence tells its language, as a BCP 47 tag."""
    assert identify_language(text).tag == tag


def test_shouting_does_not_confuse():
    """A text in capitals is read in small letters."""
    assert identify_language(TEXTS["nl"].upper()).tag == "nl"


@pytest.mark.parametrize("text", ["", "Yes.", "12 345 678 901 234 567 890 123", "Nineteen letters ab"])
def test_few_letters_are_no_evidence(text):
    """Under twenty letters the language is undetermined."""
    assert identify_language(text) == Language("und")


def test_answers_are_the_same_in_every_thread():
    """The identifier's randomness is fixed, whoever asks and in whatever order."""
    asked = list(TEXTS.values()) * 3
    expected = [identify_language(text) for text in asked]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(identify_language, asked)) == expected
