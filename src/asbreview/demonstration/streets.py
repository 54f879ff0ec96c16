"""Invented streets and house numbers in real places.

No street here exists there, and no postcode: their last parts are not in use.
"""

from typing import Final

# Place: the outward part of its postcodes, and its invented streets.
STREETS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "Ely": (
        "CB7",
        (
            "Lapwing Hythe",
            "Eelglave Row",
            "Marigold Drift",
            "Candleholt Road",
            "Withybank Close",
            "Octagon Piece",
            "Saltlode Street",
            "Pollardine Way",
        ),
    ),
    "Littleport": (
        "CB6",
        (
            "Sedgemow Lane",
            "Bogoak Road",
            "Threshers Loop",
            "Teaselholt",
            "Wherry Piece",
        ),
    ),
    "Soham": (
        "CB7",
        (
            "Mereside Loop",
            "Damson Drift",
            "Ploughline",
            "Gaultpit Road",
            "Harrier Piece",
        ),
    ),
    "Sutton": (
        "CB6",
        ("Catchwater Row", "Skylark Holt", "Orchardine", "Burystead Loop"),
    ),
    "Haddenham": ("CB6", ("Ouseview Piece", "Millbeam Lane", "Hollowseat Road")),
    "Burwell": ("CB25", ("Clunchpit Row", "Lodeside Loop", "Weirgate Piece")),
    "Bottisham": ("CB25", ("Beechmast Close", "Tunnage Row", "Swaffer's Piece")),
    "Witchford": ("CB6", ("Sandmartin Loop", "Grunty Piece")),
}
UNUSED: Final = ("9ZZ", "9ZY", "9ZX", "9ZW")


def address(place: str, number: int) -> str:
    """Return the address of the house of a number, drawn from the place's streets."""
    outward, streets = STREETS[place]
    street = streets[number % len(streets)]
    lines = [f"{3 + number * 7 % 58} {street}", place]
    if place != "Ely" and outward != "CB25":
        lines.append("Ely")
    elif place != "Ely":
        lines.append("Cambridge")
    return "\n".join([*lines, f"{outward} {UNUSED[number % len(UNUSED)]}"])
