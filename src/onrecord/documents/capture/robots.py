"""Robots: what a host's robots.txt (RFC 9309) allows."""

from dataclasses import dataclass, field
from typing import Final

from protego import Protego

AGENT: Final = "onrecord"
MOST_BYTES: Final = 512_000
"""How much of a robots.txt is read, as RFC 9309 (section 2.5) asks at least."""
_LONGEST_PAUSE: Final = 60.0


@dataclass(slots=True)
class Robots:
    """The rules of the hosts asked so far, by scheme, host and port."""

    _rules: dict[str, Protego | bool] = field(default_factory=dict)

    def knows(self, origin: str) -> bool:
        """Say whether the rules of ``origin`` were learned already."""
        return origin in self._rules

    def learn(self, origin: str, status: int, text: str) -> None:
        """Keep what ``origin`` answered: where there is no file all is allowed, where the host fails nothing is."""
        if 200 <= status < 300:
            self._rules[origin] = Protego.parse(text)
        else:
            self._rules[origin] = 400 <= status < 500

    def allow(self, origin: str, url: str) -> bool:
        """Say whether ``url`` may be fetched."""
        rules = self._rules.get(origin, True)
        return rules if isinstance(rules, bool) else bool(rules.can_fetch(url, AGENT))

    def pause(self, origin: str) -> float:
        """Return the seconds that the host asks to wait between two requests, within reason."""
        rules = self._rules.get(origin)
        asked = None if rules is None or isinstance(rules, bool) else rules.crawl_delay(AGENT)
        return min(float(asked or 0.0), _LONGEST_PAUSE)
