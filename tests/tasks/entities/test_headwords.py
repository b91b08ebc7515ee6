"""Words inside names say what is named, as tables of cases."""

import pytest

from tasks.entities.headwords import kind_of_words


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Reserve Bank of Halden", "organisation"),
        ("Castleford Borough Council", "organisation"),
        ("University of Halden", "organisation"),
        ("Banco Mirador", "organisation"),
        ("Otto Brandt AG", "organisation"),
        ("Tana River", "place"),
        ("Gulf of Aden", "place"),
        ("Lake Halden", "place"),
        ("South Bank", "place"),
        ("Northern Cup", "event"),
        ("Fish Act", "other"),
        ("Ada Okafor", None),
        ("Park", None),
        ("Council", None),
        ("", None),
    ],
)
def test_headwords(name, kind):
    """The word that governs a name decides; a word alone says nothing."""
    assert kind_of_words(name.split()) == kind
