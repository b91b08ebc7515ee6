"""The words inside a name that say what sort of thing it names: a Ministry, a Street, a Cup.

Only words that are capitalised in the name count. A list names what it means; examples stand in the tests.
"""

from __future__ import annotations

from tasks.annotations import EntityKind


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LAST_OF_ORGANISATION = _words(
    """
    Academy Administration Advisers Advisors Agency Airlines Airways Alliance Archive Archives Armed Army
    Artists Assembly Associates Association Athletic Authority Ballet Bank Banking Bar Battalion Bloc Board
    Brewery Brigade Brigades Broadcaster Broadcasting Brothers Bureau Cabinet Capital Campaign Cathedral Center
    Centre Chamber Charity Chorus Chronicle Church City-State Clinic Club Coalition Collective College
    Collective Command Commission Committee Commons Community Companies Company Confederation Confederacy
    Conference Congress Congregation Consortium Constabulary Constitutional-Court Cooperative Corporation Corps
    Council Court Courts Crescent Cross Department Directorate Dispatch Division Duma Electronics Endowment
    Energy Enterprises Ensemble Evening-Post Exchange Express Faculty Federation Films Finance Firefighters Firm
    Fleet Force Forces Forum Foundation Foundry Front Fund Funds Gallery Gazette Group Guard Guards Guild Herald
    Holding Holdings Hospice Hospital Hospitals House Houses Industries Infirmary Initiative Inspectorate
    Institute Institution Insurance Intelligence Inquirer Investments Jirga Journal Judiciary Jury Laboratories
    Laboratory Labs League Legion Legislature Library Lords Magazine Mail Majlis Media Militia Ministers
    Ministry Mirror Mission Mosque Motors Movement Museum Network Networks News Newspaper Observatory Observer
    Office Opera Orchestra Organisation Organization Parliament Partners Partnership Party Patrol People's-Party
    Pharma Pharmaceuticals Philharmonic Police Politburo Post Press Programme Prosecutor's-Office Publishers
    Publishing Quartet Radio Rangers Record Records Regiment Registry Renewables Robotics Rovers School Schools
    Seminary Semiconductor Secretariat Securities Semiconductors Senate Seniors Service Services Society
    Software Solutions Staff Standard Star Startup Steel Studio Studios Symphony Synagogue Synod Systems
    Taskforce Teachers Team Technologies Technology Telecom Telegraph Television Theater Theatre Times Transport
    Tribune Tribunal Trust Union Unions United University Ventures Wanderers Watch Weekly Workers Works
    Worldwide Marine Maritime Shipping Logistics Freight Rail Railways Railway Oil Gas Petroleum Power Electric
    Water Mining Minerals Metals Chemicals Chemical Cement Textiles Foods Food Dairy Beverages Brewing Coffee
    Fashion Apparel Stores Supermarkets Retail Pharmacy Health Healthcare Medical Biotech Biosciences
    Therapeutics Genetics Dynamics Aerospace Aviation Aircraft Automotive Tyres Batteries Materials Properties
    Realty Homes Construction Builders Engineering Consulting Analytics Advisory Management Equity Wealth Data
    Digital Cloud Online Interactive Entertainment Pictures Music Productions Communications Mobile
    Telecommunications Wireless Solar Hydro Nuclear Instruments Machines Machinery Pumps Optics Photonics
    Silicon Devices Innovations Shipyard Shipyards Ferries Lines Cruises Hotels Resorts Restaurants Bakery
    Security Rescue Aid Relief Lifeboat Brewery Prosecution Chambers Bailey FC AFC SC CF TV Mercury Argus Echo
    Courier Bugle Sentinel Examiner Enquirer Advertiser Guardian Globe Bulletin Monitor Digest Nation Review
    Reporter Telegram Tidende Zeitung Hotspur Albion Athletic Villa Dynamo
    """
)
"""An organisation when it ends the name: "Reserve Bank", "Daily Mirror"; "House" and "Mission" too."""

FIRST_OF_ORGANISATION = _words(
    """
    Academy Gazeta Diario Diário Jornal Giornale Corriere Correo Courrier Tribuna Dagens Agência Agencia Agenzia
    Televisión
    Agence Association Banco Bank Banque Board Bureau Centre Center Chamber Church Club College Comité
    Commission Committee Confederation Conseil Council Court Department Deutsche Dinamo Dynamo École Faculty
    Federación Federation Fondazione Foundation Friends Fundación Grupo Groupe Inter Institut Institute
    Instituto Istituto League Ministère Ministerio Ministry Movimiento Museo Museum Musée National-Union Office
    Organisation Organization Parti Partido Party Radio Real Sporting School Society Sociedad Société Teatro
    Théâtre Union Tribunal Corte Cour Tribunale Juzgado Audiencia Landgericht Oberlandesgericht Amtsgericht
    Rechtbank Fiscalía Supremo Cámara Asociación Associação Associazione Partito Partij Partei Universidad
    Universidade Università Universität Université University IG FC AC AS SV VfB TSV KV PT CJSC
    """
)
"""An organisation when a longer name begins with it: "Banco de Chile", "University of Oulu"."""

COMPANY_FORMS = _words(
    "AG AB ASA AS A/S BV B.V. Co. Co Corp. Corp GmbH Inc. Inc KG Limited Ltd Ltd. LLC LLP NV N.V. Oy Oyj PLC Plc plc "
    "S.A. SA SARL SAS SE SpA S.p.A. Bhd Tbk KK"
)
"""What companies are by law, behind their names."""

LAST_OF_PLACE = _words(
    """
    Airport Alley Archipelago Arena Avenue Basin Bay Beach Bluff Boulevard Bridge Canal Canyon Cape Castle
    Cemetery Circle Coast Corner Corridor Cove Creek Crossing Crater Dam Delta Desert District Docks Dock Drive
    Estate Falls Farm Field Fields Fjord Forest Gardens Gate Glacier Glen Gorge Green Grove Gulf Harbor Harbour
    Heath Heights Highlands Highway Hill Hills Island Islands Isles Junction Lake Lakes Lane Line Marsh Meadows
    Mine Mines Moor Motorway Mountain Mountains Mount Oblast Ocean Palace Park Parkway Pass Path Peak Peninsula
    Pier Place Plain Plains Plateau Plaza Port Prairie Prefecture Prison Province Quarter Quay Range Reef
    Refinery Region Reservoir Ridge River Road Rock Row Sea Shore Sound Springs Square Stadium Station Steppe
    Strait Straits Strand Street Strip Summit-Peak Terminal Terrace Territory Towers Tower Trail Tunnel Valley
    View Viaduct Volcano Walk Wall Ward Waterfront Way Wharf Wood Woods Yard Zone County Parish Borough Township
    Village Municipality Canton Governorate
    """
)
"""A place when it ends the name: "Mill Street", "Tana River"."""

NO_FAMILY_NAMES = _words(
    """
    Airport Avenue Boulevard Street Road River Square Stadium Province Peninsula Prefecture Highway Motorway
    Island Islands Isles Ocean Sea Gulf Mountains Valley Desert District Oblast Airport Archipelago Tunnel
    Terminal Arena Ministry University Hospital Council Committee Commission Agency Association Foundation
    Institute Institution Corporation Airlines Airways Party Parliament Federation Authority Department Museum
    Orchestra Organization Organisation Police Alliance Bureau Academy
    """
)
"""Words that are nobody's family name, so that two words are enough to tell."""

FIRST_OF_PLACE = _words(
    """
    Bay Cabo Camp Cape Cerro Ciudad Cordillera East Fort Gulf Highway Isla Isle Isles Kampung Lago Lake Las Loch
    Los Mont Monte Mount Mt Mt. Nizhny North Northern Nova Novo Nuevo Península Piazza Place Playa Plaza Port
    Porto Puerto Quartier Rio Río River Rue San Sankt Santa Santo São Serra Sierra South Southern Strait St.
    Saint Tel Upper Lower Via Villa Viña Volcán Wadi West Western Central Eastern Bandar Da Phnom Nakhon Ban Koh
    Ko El
    """
)
"""A place, most likely, when a name of two words or more begins with it: "Lake Victoria", "Cerro Alegre"."""

ALSO_BEGINS_OTHERS = _words(
    "Ban Central Da East Eastern El Las Loch Los North Northern Nova Novo Saint San Sankt Santa Santo Serra South "
    "Southern St St St. São Tel Via Villa Wadi West Western"
)
"""Of those, the words that begin firms and families as well."""

LAST_OF_EVENT = _words(
    """
    Awards Award Biennale Carnival Ceremony Championship Championships Classic Cup Derby Expo Fair Festival
    Final Finals Games Grand-Prix Marathon Masters Olympics Open Oscars Paralympics Prix Prize Race Regatta
    Revolution Summit Tour Tournament Trophy Uprising War Week Wars Medal Day Year Eve Pride Proms Premiership
    Plate Stakes Series Sunday Bowl
    """
)
"""An event when it ends the name; days and prizes are counted here, as they are no organisation."""

LAST_OF_OTHER = _words(
    """
    Accord Accords Act Agreement Amendment Bill Charter Code Constitution Convention Covenant Declaration Deal
    Directive Doctrine Initiative-Plan Law Mandate Memorandum Pact Plan Proclamation Protocol Regulation
    Resolution Rule Rules Statute Statutes Treaty Age Century Era Renaissance Covid Covid-19 COVID-19 Bible
    Quran Koran Torah God Allah Internet Earth-Day Democrats Republicans Conservatives
    """
)
"""Laws, treaties and ages: names, but of none of the kinds that are counted."""

TAKES_OF = (
    LAST_OF_ORGANISATION
    | FIRST_OF_ORGANISATION
    | _words(
        """
        Archdiocese Bay Cape City County Diocese District Duchy Emirate Gulf Horn Islands Isle Isles Kingdom Mount Port
        Province Region Republic Sea State Strait Straits Sultanate Temple Wall
        """
    )
)
"""Words behind which "of" goes on with the name: "Bank of England", "Gulf of Aden"."""

TAKES_FOR = LAST_OF_ORGANISATION | _words("Alternative Friends Ministry Prize")
"""Words behind which "for" goes on with the name: "Carnegie Endowment for International Peace"."""


def kind_of_words(words: list[str]) -> EntityKind | None:
    """Return the kind that the words of a name speak for, the last word first; None if they are silent.

    A word alone says nothing: "Park" may be a person, and "Council" is no name.
    """
    if len(words) < 2:  # noqa: PLR2004
        return None
    last = words[-1]
    if last == "Bank" and words[0] in {"East", "West", "North", "South", "Left", "Right"}:
        return EntityKind.PLACE
    if last in COMPANY_FORMS:
        return EntityKind.ORGANISATION
    return _kind_by_last(_before_of(words)[-1]) or _kind_by_first(words) or _kind_by_last(last)


def _before_of(words: list[str]) -> list[str]:
    """Return the words before the first "of" or "for", which govern the rest: "Gulf of Aden" is a gulf."""
    cuts = [place for place, word in enumerate(words) if word in {"of", "for", "on", "in"}]
    return words[: cuts[0]] if cuts and cuts[0] else words


def _kind_by_last(word: str) -> EntityKind | None:
    for kind, heads in (
        (EntityKind.ORGANISATION, LAST_OF_ORGANISATION),
        (EntityKind.PLACE, LAST_OF_PLACE),
        (EntityKind.EVENT, LAST_OF_EVENT),
        (EntityKind.OTHER, LAST_OF_OTHER),
    ):
        if word in heads:
            return kind
    return None


def _kind_by_first(words: list[str]) -> EntityKind | None:
    if words[0] in FIRST_OF_ORGANISATION:
        return EntityKind.ORGANISATION
    return EntityKind.PLACE if words[0] in FIRST_OF_PLACE else None
