"""What tells of a person, and can be forgotten."""

from collections.abc import Iterator
from enum import Enum
from typing import Any, Final, Generic, Self, TypeVar, get_args, get_origin

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

T = TypeVar("T")


class Erased(Enum):
    """What is left to tell once a key has been destroyed."""

    ERASED = "erased"

    def __str__(self) -> str:
        return self.value


ERASED: Final = Erased.ERASED


class Sealed(Generic[T]):
    """A value that only the key ring can tell.

    A command gives it in the clear (`Sealed.of`); the store keeps a token in its
    place.  What is read back holds the token and nothing else.
    """

    __slots__ = ("clear", "token")

    # Not a dataclass: of a generic one, pydantic ignores the schema below.
    def __init__(self, token: str, clear: T | None = None) -> None:
        self.token: Final = token
        self.clear: Final = clear

    @classmethod
    def of(cls, clear: T) -> Self:
        """Hold a value that is about to be recorded."""
        return cls("", clear)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and self._parts == other._parts

    def __hash__(self) -> int:
        return hash(self._parts)

    def __repr__(self) -> str:
        return "sealed"

    @property
    def _parts(self) -> tuple[str, T | None]:
        return self.token, self.clear

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Read a token; write nothing but a token."""
        return core_schema.json_or_python_schema(
            json_schema=core_schema.no_info_after_validator_function(
                cls, core_schema.str_schema(min_length=1)
            ),
            python_schema=core_schema.is_instance_schema(cls),
            serialization=core_schema.plain_serializer_function_ser_schema(
                _token, return_schema=core_schema.str_schema()
            ),
        )


def _token(sealed: Sealed[Any]) -> str:
    if not sealed.token:
        raise ValueError("A sealed value is written down by the store alone")
    return sealed.token


def types_in(annotation: Any) -> Iterator[type]:
    """Yield the classes an annotation is made of: `Person | None` has two."""
    kind = get_origin(annotation) or annotation
    if isinstance(kind, type):
        yield kind
    for argument in get_args(annotation):
        yield from types_in(argument)
