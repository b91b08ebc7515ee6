"""PDF with a text layer, written by hand here: a few lines of Helvetica."""

import pytest
from dropped import PARAGRAPHS, clean, drop, refusal, split_one

from tasks.collect.formats import split_document


def write_pdf(lines, info=""):
    text = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    content = f"BT /F1 11 Tf 50 780 Td {text}ET" if lines else "0 0 m"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<<{info}>>",
    ]
    body, offsets = "%PDF-1.4\n", []
    for number, item in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj{item}endobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info 6 0 R>>\nstartxref\n{len(body)}\n%%EOF"
    return f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def wrap(paragraph):
    words, lines = paragraph.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 60:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


LINES = ["Ferry sails in heavy storm", "", *(line for text in PARAGRAPHS for line in [*wrap(text), ""])]


def test_the_text_layer_is_an_article():
    """Lines come out in order, and a title in the metadata that the page shows too is the headline."""
    article = clean(split_one(write_pdf(LINES, "/Title(Ferry sails in heavy storm)/Author(Nobody Shown)"), "a.pdf"))
    assert (article.headline, article.authors) == ("Ferry sails in heavy storm", ())
    assert " ".join(article.article_body.split()) == " ".join(PARAGRAPHS)


def test_a_scan_says_so():
    """Without a text layer the sentence says what to do."""
    code, reason = refusal(write_pdf([]), "a.pdf")
    assert (code, "scanned" in reason) == ("extract_empty", True)


@pytest.mark.parametrize("payload", [b"%PDF-1.4", b"%PDF-1.7\n" + bytes(500), write_pdf(LINES)[:200]])
def test_a_broken_pdf_is_refused(payload):
    """Each ends as one Unread."""
    assert refusal(payload, "a.pdf")[0] == "parse_error"


def test_splitting_again_states_the_same():
    """A stored PDF is the same document again."""
    part = split_one(write_pdf(LINES), "a.pdf")
    assert list(split_document(part)) == [part]
    assert drop(part.payload, "a.pdf").document_id == part.document_id
