"""Scores by girl and wave, as the statement found them: one sitting a girl and wave."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from curriculum_app.assessments.rules import Wave

Points = tuple[float | None, ...]
Places = tuple[Hashable, ...]
Due = tuple[bool, bool]
LATER = (Wave.POST, Wave.FOLLOW_UP)
ALL_DUE: Due = (True, True)


class Sat(NamedTuple):
    """One sitting that counts: whose, in which wave, her place in each grouping, her points in order of scales.

    `due` says of each later wave whether its time has come for her: who is still in a group is not lost.
    """

    girl: Hashable
    wave: Wave
    places: Places
    points: Points
    due: Due = ALL_DUE


@dataclass(frozen=True)
class Collected:
    """Every sitting that counts. `waves` has the points of each girl who sat in a wave, in the order of `scales`."""

    scales: tuple[str, ...]
    waves: Mapping[Wave, Mapping[Hashable, Points]]
    places: Mapping[Hashable, Places]
    due: Mapping[Hashable, Due]

    @classmethod
    def of(cls, scales: tuple[str, ...], sat: Iterable[Sat]) -> Collected:
        """Put sittings together; there is one for each girl and wave."""
        waves: dict[Wave, dict[Hashable, Points]] = {wave: {} for wave in Wave}
        places: dict[Hashable, Places] = {}
        dues: dict[Hashable, Due] = {}
        for girl, wave, place, points, due in sat:
            waves[wave][girl] = points
            places[girl], dues[girl] = place, due
        return cls(scales, waves, places, dues)

    def scores(self, scale: str, wave: Wave) -> dict[Hashable, float | None]:
        """One scale's score of each girl who sat in `wave`; None where too little was answered."""
        place = self.scales.index(scale)
        return {girl: points[place] for girl, points in self.waves[wave].items()}

    def by_group(self, grouping: int) -> dict[Hashable, Collected]:
        """The same for each row of one grouping, named by its number among the places."""
        rows: dict[Hashable, dict[Wave, dict[Hashable, Points]]] = {}
        for wave, girls in self.waves.items():
            for girl, points in girls.items():
                row = rows.setdefault(self.places[girl][grouping], {each: {} for each in Wave})
                row[wave][girl] = points
        return {group: Collected(self.scales, waves, self.places, self.due) for group, waves in rows.items()}

    def is_due(self, girl: Hashable, later: Wave) -> bool:
        """Whether the time of a later wave has come for a girl."""
        return self.due[girl][LATER.index(later)]
