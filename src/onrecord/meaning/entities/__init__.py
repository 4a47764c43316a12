"""Who: states, institutions, organisations, offices and people, and who is who inside one report."""

from typing import TYPE_CHECKING

from onrecord.core.lazily import lazily

if TYPE_CHECKING:
    from onrecord.meaning.entities.actors import ActorCode, resolve_actor
    from onrecord.meaning.entities.cast import Cast, build_cast, build_casts
else:
    __getattr__ = lazily(
        __name__,
        {"ActorCode": "actors", "Cast": "cast", "build_cast": "cast", "build_casts": "cast", "resolve_actor": "actors"},
    )

__all__ = ["ActorCode", "Cast", "build_cast", "build_casts", "resolve_actor"]
