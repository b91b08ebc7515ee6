"""Bytes become text by the best evidence there is, or are refused with a reason."""

from __future__ import annotations

import codecs

import pytest

from tasks.clean.decode import Decoded, Undecodable, decode
from tasks.models import ReasonCode

FRENCH = "L’été dernier, la fonderie a été fermée après l’incendie ; cela a coûté 300 € à chacun. " * 3
POLISH = "Rząd przyjął ustawę o ochronie żubrów, mimo że związki rolników sprzeciwiały się jej od miesięcy. " * 3
CZECH = "Vláda schválila zákon o ochraně zubrů, přestože se zemědělské svazy proti němu dlouho stavěly. " * 3
RUSSIAN = "Правительство приняло закон о защите зубров, хотя союзы крестьян месяцами выступали против. " * 3
ENGLISH = "“Núñez is 19,” said the coach – in a café. He meant Vårnäs, and nobody else, by that remark. " * 3


@pytest.mark.parametrize(
    ("mark", "charset"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_byte_order_mark_decides(mark, charset):
    """A mark beats what the transport says, and does not become text."""
    assert decode(mark + FRENCH.encode(charset), "iso-8859-1") == Decoded(FRENCH, charset, "bom")


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_utf16_is_known_without_a_mark(charset):
    """Zero bytes on one side give it away."""
    assert decode(FRENCH.encode(charset)) == Decoded(FRENCH, charset, "detector")


@pytest.mark.parametrize("label", ["iso-8859-1", "latin1", "ASCII", " windows-1252 ", "ISO_8859-1"])
def test_latin_labels_mean_windows(label):
    """By the standard of browsers, quotes and the euro sign are in Latin-1."""
    assert decode(FRENCH.encode("cp1252"), label) == Decoded(FRENCH, "cp1252", "http")


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("gb2312", "gb18030", "桥上的风很大，没有人来。"),
        ("shift_jis", "cp932", "橋は①番だった。"),
        ("euc-kr", "cp949", "다리가 똠방각하 열렸다."),
        ("koi8-r", "koi8-r", RUSSIAN),
    ],
)
def test_label_means_what_browsers_read(label, codec, text):
    """Labels stand for the wider charset that pages are really written in."""
    assert decode(text.encode(codec), label) == Decoded(text, codec, "http")


@pytest.mark.parametrize("label", ["rot13", "unicode_escape", "base64", "idna", "no-such-charset", ""])
def test_label_that_is_no_charset_is_ignored(label):
    """Python's other codecs cannot be asked for."""
    assert decode(FRENCH.encode(), label) == Decoded(FRENCH, "utf-8", "utf-8")


def test_page_declares_its_charset():
    """A meta element is believed where the transport is silent."""
    page = '<meta http-equiv=content-type content="text/html; charset=windows-1251">' + RUSSIAN
    assert decode(page.encode("cp1251")) == Decoded(page, "cp1251", "meta")


def test_transport_beats_the_page():
    """What was declared outside is believed first."""
    page = '<meta charset="koi8-r">' + RUSSIAN
    assert decode(page.encode("cp1251"), "windows-1251") == Decoded(page, "cp1251", "http")


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1251", "shift_jis", "utf-16"])
def test_utf8_overrules_a_wrong_declaration(label):
    """Valid UTF-8 beyond ASCII is no accident."""
    assert decode(FRENCH.encode(), label) == Decoded(FRENCH, "utf-8", "http" if label == "utf-16" else "utf-8")


@pytest.mark.parametrize(
    ("text", "charset"),
    [(FRENCH, "cp1252"), (ENGLISH, "cp1252"), (POLISH, "cp1250"), (CZECH, "cp1250"), (RUSSIAN, "cp1251")],
)
def test_undeclared_charset_is_guessed(text, charset):
    """Western text is windows-1252 unless its letters say otherwise."""
    assert decode(text.encode(charset)) == Decoded(text, charset, "detector")


def test_broken_character_does_not_turn_utf8_into_mojibake():
    """A text that was cut off inside a character stays UTF-8."""
    decoded = decode((FRENCH + "é").encode()[:-1])
    assert isinstance(decoded, Decoded)
    assert (decoded.charset, decoded.text[:-1]) == ("utf-8", FRENCH)


def test_mojibake_that_was_sent_is_kept():
    """What was ruined before it came to us is not repaired by guesswork."""
    ruined = FRENCH.encode().decode("cp1252", "ignore")
    assert decode(ruined.encode()) == Decoded(ruined, "utf-8", "utf-8")


@pytest.mark.parametrize("payload", [bytes(range(256)) * 8, b"\x89PNG\r\n\x1a\n" + bytes(range(7, 32)) * 40])
def test_binary_is_refused(payload):
    """A file of control characters is no text, whatever its name."""
    refused = decode(payload)
    assert isinstance(refused, Undecodable)
    assert refused.reason_code is ReasonCode.UNDECODABLE


def test_wrong_multibyte_declaration_is_refused():
    """More than a few characters that make no sense are a reason."""
    assert isinstance(decode(b"\xff\xfe\xff" * 50 + b"abc", "euc-jp"), Undecodable)
