"""Class names as evidence: what template authors everywhere call captions, promotions and lead paragraphs.

A class name alone never decides: these patterns are asked only about lines that the main text's template did not set.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

    from tasks.clean.lines import Frame, Line

_CAPTION = re.compile(r"caption|credit|copyright|image|photo|picture|gallery|figure|bild|foto|legend", re.IGNORECASE)
_EMBED = re.compile(r"embed|tweet|twitter|instagram|tiktok|facebook|youtube|video|player|podcast", re.IGNORECASE)
_PROMOTION = re.compile(
    r"teaser|related|recirc|recommend|newsletter|promo|subscri|paywall|read-?more|more-on|trending|popular|widget|sidebar"
    r"|share|social|consent|cookie|advert|(?:^|[-_ ])ads?(?:$|[-_ ])|sponsor|outbrain|taboola|author|byline"
    r"|(?:^|[-_ ])bio(?:$|[-_ ])|comment|(?:^|[-_ ])tags|topics|breadcrumb|login|modal|popup|overlay|footer|disclaimer"
    r"|poll(?:$|[-_ ])|alert|meta(?:$|[-_ ])|infobox|visually-?hidden|sr-?only|screen-?reader",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"lead|stand-?first|excerpt|summary|sub-?title|sub-?head|intro|abstract|(?:^|[-_ ])de[ck]k?(?:$|[-_ ])|vorspann"
    r"|chapo|desc|entradilla|teaser-?text|sommario|ingress|spot",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"comment|disqus|reply|replies", re.IGNORECASE)


def path_names(frame: Frame | None, stop: Container[Frame | None] = (None,)) -> str:
    """Return the class names from `frame` up to, not including, the first frame in `stop`."""
    names = []
    while frame is not None and frame not in stop:
        if frame.name:
            names.append(frame.name)
        frame = frame.parent
    return " ".join(names)


def is_caption(names: str) -> bool:
    """Tell whether a class name speaks of pictures and their credits."""
    return _CAPTION.search(names) is not None


def is_embed(names: str) -> bool:
    """Tell whether a class name speaks of embedded posts and players."""
    return _EMBED.search(names) is not None


def is_promotion(names: str) -> bool:
    """Tell whether a class name speaks of something other than the article."""
    return _PROMOTION.search(names) is not None


def is_comment(names: str) -> bool:
    """Tell whether a class name speaks of what readers wrote."""
    return _COMMENT.search(names) is not None


def is_lead(line: Line) -> bool:
    """Tell whether a line or its container is named like a standfirst."""
    parent = line.frame.parent
    return _LEAD.search(f"{line.frame.name} {parent.name if parent else ''}") is not None
