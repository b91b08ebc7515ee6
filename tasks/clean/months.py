"""Names of months, in the languages whose news we read most, and their numbers."""

from __future__ import annotations

# One line a month: English, German, French, Spanish, Portuguese, Italian, Dutch, Polish, Czech, Turkish, Swedish,
# Danish, Norwegian, Indonesian, Russian; in the case that stands in dates, with usual short forms.
_NAMES = (
    "january jan januar jänner janvier enero janeiro gennaio januari stycznia ledna ocak ene gen janv января",
    "february feb februar février fevrier fev febrero fevereiro febbraio februari lutego února şubat févr февраля",
    "march mar märz mars marzo março maart marca března mart mrz mär marts maret марта",
    "april apr avril abril aprile kwietnia dubna nisan avr abr апреля",
    "may mai mayo maio maggio mei maja května may\u0131s mag maj мая",
    "june jun juni juin junio junho giugno czerwca června haziran giu июня",
    "july jul juli juillet julio julho luglio lipca července temmuz juil lug июля",
    "august aug août aout agosto augustus sierpnia srpna ağustos augusti ago agustus августа",
    "september sep sept septembre septiembre setembro settembre września září eylül set сентября",
    "october oct oktober octobre octubre outubro ottobre października října ekim okt out ott oktober октября",
    "november nov novembre noviembre novembro listopada listopadu kas\u0131m noviembre ноября",
    (
        "december dec dezember décembre diciembre dezembro dicembre grudnia"
        " prosince aral\u0131k dez déc dic desember декабря"
    ),
)
MONTHS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
