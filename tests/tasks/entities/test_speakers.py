"""Who said it: tables of the ways in which English papers tell, in the markup of the gold set."""

import re

import pytest
from gold_names import parse

from tasks.annotations import EntityKind, Mention, QuoteKind
from tasks.entities.quotes import find_quotes
from tasks.entities.speakers import attribute

INTRODUCTION = (
    "[[PERSON:roe|Jane Roe]], the mayor of [[PLACE:leeds|Leeds]], met "
    "[[ORGANISATION:acme|Acme Corp]]’s [[PERSON:doe|John Doe]]."
)

TAGS = """
“{{roe|We trust them,}}” [[P:roe|Jane Roe]] said in an interview with [[O:reuters|Reuters]].
“{{roe|We trust them,}}” said [[P:roe|Jane Roe]], who chairs it, “{{roe|and they trust us.}}”
“{{roe|We trust them,}}” said [[P:roe|Jane Roe]]. “{{roe|They trust us.}}”
“{{roe|We trust them,}}” said Dr. [[P:roe|Roe]], director of the [[O:who|WHO]] and an author of the study.
“{{roe|We trust them,}}” said [[O:who|WHO]] spokeswoman [[P:roe|Jane Roe]].
“{{roe|We trust them,}}” said the [[O:who|WHO]]’s [[P:roe|Jane Roe]].
“{{roe|We trust them,}}” said [[P:roe|Jane Roe]] of the [[O:who|WHO]].
“{{roe|We trust them,}}” said the mayor, [[P:roe|Jane Roe]].
“{{roe|We trust them,}}” the mayor, [[P:roe|Jane Roe]], told reporters.
“{{roe|We trust them,}}” [[P:roe|Jane Roe]], the mayor, told reporters.
“{{roe|We trust them,}}” Mayor [[P:roe|Jane Roe]] of [[L:leeds|Leeds]] said.
“{{roe|We trust them,}}” says one resident, [[P:roe|Jane Roe]].
“{{roe|We trust them,}}” recalls his sister [[P:roe|Jane Roe]].
“{{roe|We trust them,}}” recalls [[P:doe|Doe]]’s sister [[P:roe|Jane Roe]].
“{{roe|We trust them,}}” [[P:roe|Roe]] wrote in a letter to [[P:doe|John Doe]].
“{{roe|Do we trust them?}}” asked [[P:roe|Jane Roe]].
“{{roe|Do we trust them?}}” [[P:roe|Jane Roe]] asked [[P:doe|John Doe]].
“{{roe|We trust them,}}” tweeted [[P:roe|Jane Roe]].
“{{roe|We trust them}}”, [[P:roe|Roe]] told [[P:doe|Doe]].
“{{roe|We trust them,}}” said [[P:roe|Jane Roe]] after the talks with [[P:doe|John Doe]].
“{{roe|We trust them,}}” [[P:roe|Jane Roe]] said, adding that it was “{{roe|a matter of time}}.”
“{{roe|We trust them,}}” [[P:roe|Jane Roe]] was quoted as saying by [[O:xinhua|Xinhua]].
“{{roe|We trust them,}}” [[O:xinhua|Xinhua]] quoted Ms. [[P:roe|Roe]] as saying.
“{{who|We trust them,}}” a statement from the [[O:who|WHO]] said.
“{{who|We trust them,}}” read a statement from the [[O:who|WHO]].
“{{roe|We do,}}” said [[P:roe|Roe]]. “{{doe|We do not,}}” said [[P:doe|Doe]]. “{{roe|So?}}” replied [[P:roe|Roe]].
“{{roe|We trust them,}}” [[P:roe|Roe]] said. [[P:doe|John Doe]] said: “{{doe|We do not.}}” “{{doe|Never,}}” he added.
“{{roe|We trust them.}}” “{{roe|They trust us,}}” [[P:roe|Roe]] said.
It was, [[P:roe|Jane Roe]] said, “{{roe|a bad idea}}.”
“{{roe|A bad idea}}” is how [[P:roe|Jane Roe]] describes it.
“{{roe|We trust them,}}” said [[P:roe|Roe]]; “{{doe|we do not,}}” said [[P:doe|Doe]].
“{{roe|We trust them,}}” [[P:roe|Jane Roe]] liked to say.
“{{roe|We trust them,}}” [[P:roe|Jane Roe]] is reported to have said.
“{{roe|We trust them,}}” [[P:roe|Jane Roe]] was heard saying.
“{{roe|We trust them,}}” said 19-year-old [[P:roe|Jane Roe]].
“{{roe|We trust them,}}” said shop owner [[P:roe|Jane Roe]].
“{{roe|We trust them,}}” [[P:roe|Jane Roe]], 61, said.
“{{acme|We trust them,}}” [[O:acme|Acme]]’s statement read.
The plan is “{{roe|a bad idea}},” as [[P:roe|Jane Roe]], who wrote it, puts it.
"""

INTRODUCED = """
[[P:roe|Jane Roe]], 45, a nurse from [[L:leeds|Leeds]], said: “{{roe|We trust them.}}”
[[P:roe|Jane Roe]] (left) said: “{{roe|We trust them.}}”
[[P:roe|Jane Roe]] — who lost — said: “{{roe|We trust them.}}”
[[P:roe|Jane Roe]], speaking in [[L:paris|Paris]], said: “{{roe|We trust them.}}”
Speaking in [[L:paris|Paris]], [[P:roe|Jane Roe]] said: “{{roe|We trust them.}}”
Asked if he would go, [[P:doe|John Doe]] replied: “{{doe|We trust them.}}”
In a statement, [[O:acme|Acme]] said it was “{{acme|very sorry indeed}}.”
In a letter the [[O:who|WHO]] “{{who|regretted the delay}}”.
[[P:doe|Doe]]’s lawyer, [[P:roe|Jane Roe]], said her client was “{{roe|a broken man}}.”
The lawyer for [[P:doe|Doe]], [[P:roe|Jane Roe]], said her client was “{{roe|a broken man}}.”
Or, as [[P:roe|Jane Roe]] put it: “{{roe|We trust them.}}”
In the words of [[P:roe|Jane Roe]], “{{roe|trust is a muscle}}.”
[[P:roe|Jane Roe]]: “{{roe|We trust them.}}”
[[P:roe|Jane Roe]] on the defeat: “{{roe|We trust them.}}”
The verdict of [[P:roe|Jane Roe]]: “{{roe|We trust them.}}”
[[P:roe|Jane Roe]] did not hold back: “{{roe|We trust them.}}”
Not so, says [[P:roe|Jane Roe]]: “{{roe|We trust them.}}”
Then there was [[P:roe|Jane Roe]], who said “{{roe|we trust them}}.”
[[P:roe|Jane Roe]] told the [[O:bbc|BBC]]’s Today programme: “{{roe|We trust them.}}”
[[P:doe|John Doe]], whom [[P:roe|Jane Roe]] once called “{{roe|a broken man}},” said nothing.
[[P:roe|Jane Roe]] accused [[P:doe|John Doe]] of “{{roe|breaking every promise}}.”
[[P:roe|Jane Roe]] denied that she had called [[P:doe|John Doe]] “{{roe|a broken man}}.”
[[P:doe|John Doe]] was described by [[P:roe|Jane Roe]] as “{{roe|a broken man}}.”
[[P:doe|John Doe]] was called “{{roe|a broken man}}” by [[P:roe|Jane Roe]].
He had signed what [[P:roe|Jane Roe]] calls “{{roe|a bad deal}}.”
[[P:roe|Jane Roe]] wrote in the [[O:guardian|Guardian]] that it was “{{roe|a bad deal}}.”
[[P:roe|Jane Roe]] said [[P:doe|John Doe]] had told her: “{{doe|We trust them.}}”
Prosecutors say [[P:roe|Jane Roe]] texted a friend: “{{roe|We trust them.}}”
In an email to staff, [[P:roe|Jane Roe]] wrote: “{{roe|We trust them.}}”
According to [[P:roe|Jane Roe]], a professor at [[O:mit|MIT]], the find is “{{roe|the best in years}}.”
The find is “{{roe|the best in years}},” according to [[P:roe|Jane Roe]].
State media quoted [[P:roe|Jane Roe]] as saying the talks were “{{roe|long and hard}}.”
[[P:roe|Jane Roe]] said that while [[P:doe|John Doe]] was “{{roe|a broken man}},” he would stay.
[[O:acme|Acme]] chief executive [[P:roe|Jane Roe]] said: “{{roe|We trust them.}}”
When [[P:roe|Jane Roe]] took the stand, she said “{{roe|we trust them}}.”
[[P:roe|Jane Roe]] thinks it is “{{roe|the best in years}}.”
[[P:roe|Jane Roe]] smiled, nodded and said: “{{roe|We trust them.}}”
[[P:roe|Jane Roe]] went on to say that it was “{{roe|the best in years}}.”
[[P:roe|Roe]]’s answer: “{{roe|We trust them.}}”
In [[P:roe|Roe]]’s words, “{{roe|trust is a muscle}}.”
The report, published by [[O:acme|Acme]], called it “{{acme|a bad deal}}.”
[[P:roe|Roe]] said the deal was dead, and [[P:doe|Doe]] called it “{{doe|a bad deal}}.”
[[P:roe|Roe]] was told by [[P:doe|Doe]] that it was “{{doe|a bad deal}}.”
More from [[P:roe|Jane Roe]]: “{{roe|We trust them.}}”
It was [[P:roe|Jane Roe]] who said that it was “{{roe|a bad deal}}.”
The chairman of the council [[P:roe|Jane Roe]] said it was “{{roe|a bad deal}}.”
On Tuesday in [[L:paris|Paris]] [[P:roe|Jane Roe]] said it was “{{roe|a bad deal}}.”
There is, says [[P:roe|Jane Roe]], “{{roe|no better deal}}.”
[[L:beijing|Beijing]] called it “{{beijing|a bad deal}}.”
[[P:roe|Roe]] gave a speech in which she called it “{{roe|a bad deal}}.”
Meanwhile [[P:roe|Jane Roe]], one of the three judges, has said that it is “{{roe|a bad deal}}.”
Few were as blunt as [[P:roe|Jane Roe]], who called it “{{roe|a bad deal}}.”
[[P:doe|John Doe]] said on Monday, and [[P:roe|Jane Roe]] repeated on Tuesday, that it was “{{roe|a bad deal}}.”
"""

IN_THE_DOCUMENT = r"""
“{{roe|We trust them,}}” she said of [[P:doe|Doe]].
“{{doe|We trust them,}}” he said.
“{{roe|We trust them,}}” the mayor said.
“{{roe|We trust them,}}” admits the mayor.
Speaking to [[O:sky|Sky News]], the mayor said: “{{roe|We trust them.}}”
For [[P:roe|Roe]], the choice was simple. “{{roe|We trust them,}}” she said.
[[P:doe|Doe]] agreed. “{{doe|We trust them,}}” says the 34-year-old.
“{{acme|We trust them,}}” the company said in a statement.
[[P:roe|Roe]] had heard enough. Her message was simple: “{{roe|We trust them.}}”
[[P:doe|Doe]], a striker from [[L:iceland|Iceland]], agreed. “{{doe|We trust them,}}” the Icelander said.
Dr. [[P:doe|Doe]] agreed. “{{doe|We trust them,}}” said the doctor.
The mayor told [[P:doe|Doe]]: “{{roe|We trust them.}}”
[[P:roe|Roe]] spoke first.\n\n“{{roe|We trust them,}}” she said.\n\n“{{roe|They trust us.}}”
[[P:roe|Roe]] said: “{{roe|We trust them.}}” She paused. “{{roe|They trust us.}}”
"""

NOBODY = """
[[P:doe|Doe]]’s lawyer said his client was “{{none|a broken man}}.”
A spokesperson for [[O:acme|Acme]] said: “{{none|We trust them.}}”
A source close to [[P:roe|Roe]] said: “{{none|We trust them.}}”
Police said the man was “{{none|a broken man}}.”
Officials in [[L:beijing|Beijing]] called it “{{none|a bad deal}}.”
“{{none|We trust them,}}” one of the nurses said.
“{{none|We trust them,}}” they said.
“{{none|We trust them,}}” said the news agency [[O:belta|Belta]].
President [[P:roe|Roe]] left. “{{none|We trust them,}}” the opposition leader said.
President [[P:roe|Roe]] of [[L:china|China]] left. “{{none|We trust them,}}” the Chinese soldier said.
“{{none|We trust them,}}” said [[P:roe|Roe]] and [[P:doe|Doe]] in a joint letter.
[[P:roe|Roe]], who thanked her driver, left. “{{none|We trust them,}}” the driver said.
[[P:roe|Roe]], a lawyer, met another lawyer. “{{none|We trust them,}}” the lawyer said.
[[P:roe|Roe]], a lawyer, left. “{{none|We trust them,}}” [[P:doe|Doe]]’s lawyer said.
“{{none|We trust them,}}” the jury was told.
“{{none|We trust them,}}” shouted one man.
A banner read “{{none|We trust them all.}}”
[[P:roe|Jane Roe]] and [[P:doe|John Doe]] said in a joint statement that they were “{{none|very sorry indeed}}.”
“{{none|We trust them,}}” [[O:reuters|Reuters]] reported.
“{{none|We trust them,}}” the [[O:guardian|Guardian]] wrote in an editorial.
“{{none|We trust them,}}” according to a person familiar with the matter.
[[P:roe|Roe]] met a nurse. “{{none|We trust them,}}” the nurse said.
A spokesman denied it. “{{none|We trust them,}}” he said.
[[P:roe|Roe]] left the room. “{{none|We trust them.}}”
"""

SET_APART = """
The so-called “{{none|midnight clause}}” remains open.
[[P:roe|Roe]] lives in a street known as “{{none|the pit}}.”
[[P:roe|Roe]] lives in a garden called “{{none|the lungs}}.”
The shop sells “{{none|miracle}}” creams.
The contract is called “{{none|the brick}}.”
A “{{none|temporary}}” sign will stay.
The hotel offers “{{none|free}}” parking.
"""

STORIES = r"""
[[P:roe|Jane Roe]] and her husband, [[P:doe|John Doe]], run the shop. “{{roe|We open,}}” she said. “{{doe|We close,}}”
her husband said.

The defendant, [[P:doe|John Doe]], wept. His sister [[P:roe|Jane Roe]] watched. “{{roe|We open at six,}}” she said.
“{{doe|We close at four,}}” said the defendant.

The council leader, [[P:roe|Roe]], resigned. Her deputy, [[P:doe|Doe]], takes over. “{{roe|We open at six,}}” the
leader said.

[[O:acme|Acme]] said on Monday it would close. “{{acme|We open at six,}}” it said.

“{{none|We open at six,}}” said a spokesman for [[O:acme|Acme]]. He added: “{{none|We close at four.}}”

[[P:roe|Jane Roe]] asked [[P:doe|John Doe]] about it. “{{doe|We open at six,}}” he replied.

When [[P:doe|Kim Doe]] was asked about [[P:roe|Lee Roe]], he laughed. “{{doe|We open at six,}}” he said.

[[P:roe|Kim Roe]] said [[P:doe|Lee Doe]] was wrong. “{{roe|We open at six,}}” she said.

[[P:roe|Jane Roe]]’s spokesman, [[P:doe|John Doe]], said it was “{{doe|all very sad}}.” She herself said: “{{roe|We
open at six.}}”

President [[P:roe|Roe]] met former President [[P:doe|Doe]]. “{{doe|We open at six,}}” the former president said.

Prime Minister [[P:roe|Roe]] met Foreign Minister [[P:doe|Doe]]. “{{roe|We open at six,}}” the prime minister said.
The foreign minister said: “{{doe|We close at four.}}”

Detective Inspector [[P:doe|Doe]] led the search. “{{doe|We open at six,}}” the detective said.

[[P:roe|Roe]], an engineer at [[O:acme|Acme]], found it. [[P:doe|Doe]], her boss, did not. “{{roe|We open at six,}}”
the engineer said.

[[P:roe|Kim Roe]] won. She had trained for years.\n\nHer coach, [[P:doe|John Doe]], wept.\n\n“{{doe|We open at six,}}”
he said.\n\n“{{roe|We close at four,}}” said [[P:roe|Roe]].

[[P:roe|Roe]] left early. The minister had called her “{{none|a nuisance to us}}.”

[[P:doe|Doe]], who lost, blamed the referee. [[P:roe|Jane Roe]], who won, did not. “{{roe|We open at six,}}” she said.
“{{doe|We close at four,}}” he said.

“{{roe|We open at six,}}” [[P:roe|Roe]] said. “{{roe|We close at four,}}” she said. [[P:doe|Doe]] nodded.
“{{doe|Fine,}}” said [[P:doe|Doe]]. “{{doe|Go.}}”

[[P:roe|Roe]] told the [[O:bbc|BBC]] it was “{{roe|a sad day}}” and “{{roe|a long night}}”. She said [[P:doe|Doe]] had
been “{{roe|very brave indeed}}”.

The ruling, written by Judge [[P:roe|Roe]], called the law “{{roe|a blunt axe}}.”

The court, in a ruling by [[P:roe|Roe]], said it was “{{none|a blunt axe}}.”

The [[O:who|WHO]]’s director, [[P:doe|Doe]], said it was “{{doe|a sad day}}.” The agency said the vaccine was
“{{who|as safe as milk}}.”

[[O:acme|Acme]], whose founder [[P:doe|Doe]] left in May, called the claim “{{acme|a sad joke}}.”

[[P:roe|Roe]] and [[P:doe|Doe]] met in [[L:leeds|Leeds]]. “{{none|We open at six,}}” they said.

A post on [[PRODUCT:x|X]] by [[P:roe|Roe]] said: “{{roe|We open at six.}}”

The text of the letter, seen by [[O:reuters|Reuters]], says: “{{none|We open at six.}}”

[[P:roe|Roe]] is accused of telling a clerk: “{{roe|We open at six.}}”

Prosecutors said [[P:roe|Roe]] had called the clerk “{{roe|a sad joke}}.”

“{{roe|We open at six,}}” [[P:roe|Roe]], then 24, told an interviewer in 1988. “{{roe|We close at four.}}”

His mother, [[P:roe|Roe]], remembers a quiet boy. “{{roe|We open at six,}}” she says.

[[P:doe|John Doe]] is remembered fondly. [[P:roe|Jane Roe]], his widow, keeps his hat. “{{roe|We open at six,}}” she
says.
"""


def marked(table):
    """Return the cases of a table in the full markup of the gold set."""
    short = {"[[P:": "[[PERSON:", "[[O:": "[[ORGANISATION:", "[[L:": "[[PLACE:"}
    for line in table.strip().splitlines():
        text = line.replace("\\n", "\n")
        for one, other in short.items():
            text = text.replace(one, other)
        text = text.replace("{{none|", '{{QUOTE kind=direct speaker=none surface=""|')
        yield re.sub(r"\{\{(\w+)\|", r"{{QUOTE kind=direct speaker=\1|", text)


def read(text):
    """Return (body, wanted speakers, quotes, attributions) of a marked text."""
    body, mentions, quotes = parse(text)
    keys = sorted({mention.entity for mention in mentions})
    found = [
        Mention(1, keys.index(m.entity), body[m.start : m.end], EntityKind(m.kind.lower()), m.start, m.end, "gold", 1.0)
        for m in mentions
    ]
    spans = find_quotes(body)
    attributions = attribute(body, spans, found)
    said = [keys[one.entity_id] if one.entity_id is not None else one.speaker for one in attributions]
    return body, [quote.speaker for quote in quotes], said, attributions


@pytest.mark.parametrize("text", [*marked(TAGS), *marked(INTRODUCED)])
def test_a_speaker_in_the_sentence_is_found(text):
    """Whoever the sentence says speaks is the speaker, wherever they stand in it."""
    _, wanted, said, _ = read(text)
    assert said == wanted


@pytest.mark.parametrize("text", [*marked(IN_THE_DOCUMENT)])
def test_a_speaker_in_the_document_is_found(text):
    """Pronouns, roles and words that go on are understood from what stands before."""
    _, wanted, said, _ = read(f"{INTRODUCTION}\n\n{text}")
    assert said == wanted


@pytest.mark.parametrize("text", [*marked(STORIES.replace("\n\n", "¶").replace("\n", " ").replace("¶", "\n"))])
def test_several_people_are_kept_apart(text):
    """Where two could have spoken, gender, role, turn and subject tell who did."""
    _, wanted, said, _ = read(text)
    assert said == wanted


@pytest.mark.parametrize("text", [*marked(NOBODY)])
def test_nobody_is_named_where_the_text_names_nobody(text):
    """Who is only described, a medium, two at once, and whoever stands beyond the sentence are no speakers."""
    _, wanted, said, _ = read(text)
    assert said == wanted


@pytest.mark.parametrize("text", [*marked(SET_APART)])
def test_terms_set_apart_are_scare_quotes(text):
    """What nobody utters in its sentence has no speaker."""
    _, wanted, said, attributions = read(text)
    assert said == wanted
    assert [one.kind for one in attributions] == [QuoteKind.SCARE]
