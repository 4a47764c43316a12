"""Who: states, institutions, organisations, offices and people, and who is who inside one report."""

from onrecord.meaning.entities.actors import ActorCode, resolve_actor
from onrecord.meaning.entities.cast import Cast, build_cast

__all__ = ["ActorCode", "Cast", "build_cast", "resolve_actor"]
