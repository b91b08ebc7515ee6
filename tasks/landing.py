"""The noun of landing: everything that goes into the store in one transaction; imports only the other nouns of ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003  (as in models.py)

from tasks.annotations import Annotations  # noqa: TC001  (as above)
from tasks.happenings import Happenings
from tasks.models import Placement  # noqa: TC001  (as above)

NOTHING = Happenings()


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything that lands in one transaction."""

    batch_id: str
    run_id: int
    generation: int
    placement: Placement
    annotations: Annotations
    landed_at: datetime
    happenings: Happenings = NOTHING
    """What the batch means for events."""
