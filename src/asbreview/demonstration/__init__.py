"""The demonstration: invented people, real commands, two years of cases."""

from asbreview.demonstration.making import Made, make

__all__ = ["Made", "make"]
