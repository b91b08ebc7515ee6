"""Countries by the names that newspapers give them, with their ISO 3166-1 codes."""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

USUAL_NAMES = {
    "BN": "Brunei",
    "BO": "Bolivia",
    "CD": "Democratic Republic of the Congo",
    "CG": "Republic of the Congo",
    "CI": "Ivory Coast",
    "CV": "Cape Verde",
    "CZ": "Czech Republic",
    "FK": "Falkland Islands",
    "FM": "Micronesia",
    "GB": "United Kingdom",
    "IR": "Iran",
    "KP": "North Korea",
    "KR": "South Korea",
    "LA": "Laos",
    "MD": "Moldova",
    "PS": "Palestine",
    "RU": "Russia",
    "SY": "Syria",
    "TR": "Turkey",
    "TW": "Taiwan",
    "TZ": "Tanzania",
    "US": "United States",
    "VA": "Vatican",
    "VE": "Venezuela",
    "VN": "Vietnam",
}
"""The name we show where the one in ISO 3166 is not the usual one in English papers."""

SHORT_FORMS = {
    "america": "US",
    "bosnia": "BA",
    "britain": "GB",
    "burma": "MM",
    "congo-kinshasa": "CD",
    "dr congo": "CD",
    "east timor": "TL",
    "emirates": "AE",
    "great britain": "GB",
    "holland": "NL",
    "macedonia": "MK",
    "people's republic of china": "CN",
    "republic of ireland": "IE",
    "swaziland": "SZ",
    "turkiye": "TR",
    "united states of america": "US",
    "vatican city": "VA",
}
"""Other usual names, in lower case."""

ABBREVIATIONS = {"US": "US", "USA": "US", "UK": "GB", "UAE": "AE", "DRC": "CD", "PRC": "CN", "DPRK": "KP", "ROK": "KR"}
"""Read in capitals only, with or without full stops: "us" is a pronoun."""

REGIONAL_COUNTRIES = "US CA AU IN DE AT CH ES IT FR NL BE PL RU UA CN JP BR MX AR NG ZA PK".split()  # noqa: SIM905  (codes)
"""Countries whose regions papers name without the country."""

SPOKEN_IN = {
    "de": ("DE", "AT"),
    "es": ("ES", "MX", "AR"),
    "fr": ("FR",),
    "it": ("IT",),
    "nl": ("NL",),
    "pt": ("BR", "PT"),
}
"""Language -> countries whose regions ISO 3166-2 lists in it."""

CATALOGUES = {"zh": ("zh_CN", "zh_TW"), "no": ("nb_NO",), "nb": ("nb_NO",), "pt": ("pt", "pt_BR")}
"""Language -> names of its translations, where they are not the language's own code."""

SHORTEST_REGION = 3  # letters; shorter ones are too often something else

NAMES_ABROAD = {
    "AE": ("ОАЭ",),
    "CN": ("КНР",),
    "GB": (
        *("Großbritannien", "Grande-Bretagne", "Gran Bretaña", "Gran Bretagna", "Grã-Bretanha", "Groot-Brittannië"),
        *("Великобритания", "Wielka Brytania", "Storbritannien", "Velká Británie", "Nagy-Britannia", "İngiltere"),
    ),
    "KP": (
        *("Nordkorea", "Corée du Nord", "Corea del Norte", "Corea del Nord", "Coreia do Norte", "Noord-Korea"),
        *("Северная Корея", "КНДР", "朝鲜", "北朝鮮", "북한"),
    ),
    "KR": (
        *("Südkorea", "Corée du Sud", "Corea del Sur", "Corea del Sud", "Coreia do Sul", "Zuid-Korea", "Sydkorea"),
        *("Южная Корея", "韩国", "韓国", "한국"),
    ),
    "RU": (
        *("Russland", "Russie", "Rusia", "Rússia", "Rusland", "Rosja", "Россия", "Росія", "Rusko", "Rusya", "Ryssland"),
        *("Oroszország", "Venäjä", "روسيا", "俄罗斯", "ロシア", "러시아", "Ρωσία", "Rusija", "Русия", "Rússia"),
    ),
    "US": ("USA", "EE.UU.", "EE. UU.", "EEUU", "США"),
}
"""Usual names in other languages where ISO 3166 has only formal ones; no two languages differ on them."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory of ISO 3166-1: its alpha-2 code and the name we show."""

    code: str
    name: str


def find_country(name: str) -> Country | None:
    """Return the country that is called exactly `name`, or None."""
    code = ABBREVIATIONS.get(name.replace(".", ""))
    return _by_code()[code] if code else _by_name().get(name.casefold())


@cache
def list_regions() -> frozenset[str]:
    """Return the first-level regions of REGIONAL_COUNTRIES, as they call themselves, in lower case."""
    return frozenset(name.casefold() for code in REGIONAL_COUNTRIES for name in _regions_of(code))


def list_own_regions(language: str) -> list[str]:
    """Return the first-level regions that have their names in `language`, an ISO 639-1 code."""
    return [name for code in SPOKEN_IN.get(language, ()) for name in _regions_of(code)]


def translate_countries(language: str) -> dict[str, Country]:
    """Return the countries by their names in `language`, an ISO 639-1 code; empty if there is no translation."""
    import pycountry  # noqa: PLC0415

    names: dict[str, Country] = {}
    for catalogue in CATALOGUES.get(language, (language,)):
        translate = _load_catalogue(pycountry.LOCALES_DIR, catalogue)
        if translate is not None:
            names |= {
                translate(name).partition(",")[0]: _by_code()[record.alpha_2]
                for record in pycountry.countries
                for name in (record.name, getattr(record, "common_name", record.name))
                if translate(name) != name or name.isalpha()  # one word is most likely the same everywhere: Angola
            }
    return names and names | {name: _by_code()[code] for code, found in NAMES_ABROAD.items() for name in found}


def _load_catalogue(folder: str, catalogue: str) -> Callable[[str], str] | None:
    try:
        return gettext.translation("iso3166-1", folder, languages=[catalogue]).gettext
    except OSError:
        return None


def _regions_of(code: str) -> list[str]:
    import pycountry  # noqa: PLC0415

    names = (
        record.name.partition(",")[0].partition(" [")[0]
        for record in pycountry.subdivisions
        if record.country_code == code and record.parent_code is None
    )
    return sorted(name for name in names if len(name) > SHORTEST_REGION)


@cache
def _by_code() -> dict[str, Country]:
    import pycountry  # noqa: PLC0415  (reads its tables from disk)

    def usual_name(record: pycountry.db.Data) -> str:
        return USUAL_NAMES.get(record.alpha_2) or getattr(record, "common_name", None) or record.name

    return {record.alpha_2: Country(record.alpha_2, usual_name(record)) for record in pycountry.countries}


@cache
def _by_name() -> dict[str, Country]:
    import pycountry  # noqa: PLC0415

    countries = _by_code()
    names = {form: countries[code] for form, code in SHORT_FORMS.items()}
    for record in pycountry.countries:
        country = countries[record.alpha_2]
        known = (record.name, getattr(record, "common_name", None), getattr(record, "official_name", None))
        names |= {name.casefold(): country for name in (country.name, *known) if name}
    return names
