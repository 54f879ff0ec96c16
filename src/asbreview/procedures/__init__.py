"""The review procedures that come with the program, one TOML file each."""

from asbreview.procedures.reading import (
    NoSuchProcedure,
    UnreadableProcedure,
    parse_procedure,
    read_procedure,
    shipped,
)

__all__ = [
    "NoSuchProcedure",
    "UnreadableProcedure",
    "parse_procedure",
    "read_procedure",
    "shipped",
]
