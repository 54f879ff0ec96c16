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
    "March": ("PE15", ("Sluicekeeper Row", "Nenebank Loop", "Reedcutter Way")),
    "Wisbech": ("PE13", ("Tidegauge Lane", "Orchardwharf", "Rosepool Road")),
    "Chatteris": ("PE16", ("Dykereeve Close", "Honeyfen Loop")),
    "Cambridge": ("CB1", ("Puntpole Row", "Wickerwork Yard", "Almanac Piece")),
    "St Neots": ("PE19", ("Papermill Loop", "Eynesholt Row")),
    "Ramsey": ("PE26", ("Abbeyholt Lane", "Lodesend Piece")),
    "Cambourne": ("CB23", ("Larkfield Loop", "Clayholt Rise")),
    "Histon": ("CB24", ("Jampot Row", "Orchardgate Piece")),
    "Peterborough": ("PE1", ("Brickearth Square", "Nassholt Road")),
}
# The post towns of those that have another.
TOWNS: Final = {
    "CB6": "Ely",
    "CB7": "Ely",
    "CB23": "Cambridge",
    "CB24": "Cambridge",
    "CB25": "Cambridge",
    "PE26": "Huntingdon",
}
UNUSED: Final = ("9ZZ", "9ZY", "9ZX", "9ZW")


def address(place: str, number: int) -> str:
    """Return the address of the house of a number, drawn from the place's streets."""
    outward, streets = STREETS[place]
    street = streets[number % len(streets)]
    lines = [f"{3 + number * 7 % 58} {street}", place]
    town = TOWNS.get(outward, place)
    if town != place:
        lines.append(town)
    return "\n".join([*lines, f"{outward} {UNUSED[number % len(UNUSED)]}"])
