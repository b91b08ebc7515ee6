"""Countries by the names that newspapers give them, with their ISO 3166-1 codes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

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
