"""The core of a page."""

from pages import PROSE, lines_of, prose

from tasks.clean.core import find_core


def core_texts(markup, votes=None):
    lines = lines_of(markup)
    return [line.text for line in find_core(lines, {line.index for line in lines} if votes is None else votes)]


def test_a_body_in_several_containers_of_one_class_comes_back_whole():
    """What one template set belongs together, even if the witness saw the first container only."""
    markup = "".join(f"<div class=part>{prose(n)}</div><div class=ad>Ad</div>" for n in range(3))
    assert core_texts(markup, votes={0}) == [f"{n} {PROSE}" for n in range(3)]


def test_comments_of_readers_are_not_the_core():
    """Longer discussions than the article do not overrule the witness."""
    comments = "".join(f"<div class=comment-text>{prose(n)}</div>" for n in range(2, 9))
    assert core_texts(f"<div class=text>{prose(0)}{prose(1)}</div>{comments}", votes={0, 1}) == [
        f"0 {PROSE}",
        f"1 {PROSE}",
    ]


def test_a_witness_that_saw_little_is_overruled():
    """A template with half as much text again as all votes is the core after all."""
    text = "".join(prose(n) for n in range(1, 6))
    assert core_texts(f"<div class=box>{prose(0)}</div><div class=text>{text}</div>", votes={0})[-1] == f"5 {PROSE}"


def test_containers_without_a_class_need_neighbours():
    """Without a class, every paragraph of the page would look like the text."""
    body = "".join(prose(n) for n in range(3))
    assert core_texts(f"<div>{body}</div><div>{prose(9)}</div>", votes={0, 1, 2}) == [f"{n} {PROSE}" for n in range(3)]


def test_a_small_cluster_far_away_is_not_part_of_it():
    """A paragraph of the same class in the footer, forty lines below, is no end of the text."""
    body = "".join(prose(n) for n in range(12))
    gap = "<p>x</p>" * 40
    assert len(core_texts(f"<div class=t>{body}{gap}{prose(99)}</div>")) == 12


def test_links_headings_and_captions_are_no_prose():
    """Only running text makes a core."""
    long = "word " * 40
    markup = f"<h2>{long}</h2><p><a href=/x>{long}</a></p><figure><p>{long}</p></figure><nav><p>{long}</p></nav>"
    assert core_texts(markup) == []
