"""Words that are capitalised for another reason than being a name: they open sentences, or belong to the calendar."""

from __future__ import annotations

OPENERS = frozenset(
    """
    a about above according across actually add added adding after afterwards again against ago ahead all allow
    almost along already also although always am amid among an analysts and another any anybody anyone anything
    apart apologies apology are aren't around as ask asked at away back based be because been before behind
    being below beneath beside besides between beyond both bring but by call can can't candidates cannot clearly
    colleagues come consider could couldn't critics currently daily dear deaths despite did didn't do does
    doesn't don't down during each earlier early eight eighteen eighty either eleven else elsewhere employees
    enough especially even eventually ever every everybody everyone everything everywhere except experts far
    fellow few fewer fifteen fifty finally find five following for former forty four fourteen fourth from
    further generally get give given go had half happy hardly has hasn't have haven't having he he'd he'll he's
    hello hence her here here's hers herself hi him himself his historically homes how however hundreds i i'd
    i'll i'm i've if in indeed initially inside insiders instead into investigators investors is isn't it it'd
    it'll it's its itself just keep kids know last lately later latest lawmakers least leave less lest let let's
    like likewise look ma made make makes many may maybe me meanwhile might millions mine more moreover most
    mostly much must my myself near nearby nearly neighboring neighbouring neither never nevertheless next nice
    nine nineteen ninety no nobody none nonetheless nor not nothing now nowadays nowhere obviously of off
    officials often oh ok okay on once one ones only onto opponents opposite or originally other others
    otherwise our ours ourselves out outside over overall overnight own passengers past perhaps please plenty
    possibly presumably previously prosecutors protesters quite read really recently regardless relatives
    remember researchers residents rival rivals roughly ruling sadly same see seen seven seventeen seventy
    several shall she she'd she'll she's should shouldn't similarly since sir six sixteen sixty so some somebody
    somehow someone something sometimes somewhere soon speaking stop such suddenly supporters sure surely take
    ten than thank thanks that that's the their theirs them themselves then there there's thereafter therefore
    these they they'd they'll they're they've think thirteen thirty this those though thousands three through
    throughout thus till time to today together tomorrow tonight too towards try turn twelve twenty twice two
    typically ultimately under undoubtedly unless unlike until unusually up update updated upon us use used
    usually versus very veteran via victims visitors voters wait want was wasn't watch way we we'd we'll we're
    we've well were weren't what what's whatever when whenever where whereas wherever whether which whichever
    while who who's whoever whole whom whose why will winner winners with within without witnesses won't wonder
    worse would wouldn't year years yes yesterday yet you you'd you'll you're you've your yours yourself
    """.split()  # noqa: SIM905  (a list, one word a line, would fill a screen)
)
"""Words that open sentences, in lower case; as names they would be rare."""

LONE_OPENERS = frozenset(
    """
    authorities big children city doctors engineers families farmers firefighters first friends good government
    great high large lawyers leaders little local long lots markets members men mother new news nurses observers
    officers old orders parents parts patients people photo photos picture pictures police policy polls prices
    rather reporters reports saying scientists second shares short shots sources staff state still stocks
    students teachers third traffic troops union unions vaccines woman women work workers world young
    """.split()  # noqa: SIM905
)
"""Nouns and adjectives that open sentences; before another capital they may belong to a name: New Delhi."""

CALENDAR = frozenset(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mondays Tuesdays Wednesdays Thursdays Fridays
    Saturdays Sundays January February March April June July August September October November December Feb Aug
    Sept Oct Nov Dec Jan. Feb. Aug. Sept. Oct. Nov. Dec. KC QC MBE OBE CBE MEP MEPs MSP MSPs Brexit A.M. P.M.
    SMS GMT BST EST EDT UTC CET AM PM Christmas Easter Ramadan Eid Passover Diwali Hanukkah Thanksgiving
    Halloween Lent Advent Christmases CEO CFO COO CTO CV DNA PCR HIV AIDS GDP UFO OK TV AI Covid COVID Covid-19
    COVID-19 MP MPs PM PhD VIP VAT SUV LED GPS HQ Q1 Q2 Q3 Q4 PDF FAQ USB URL ID IDs DVD CD
    """.split()  # noqa: SIM905
)
"""Days, months and feasts, and words in capitals that are no names."""

COMPOUND_ENDS = frozenset(
    """
    based born led run backed style era owned wide bound made area like trained elect linked friendly educated
    speaking occupied held controlled sponsored funded built type bred only free born-and-bred sized inspired
    listed to and or in
    """.split()  # noqa: SIM905
)
"""What stands behind a hyphen and is no part of the name before it."""
