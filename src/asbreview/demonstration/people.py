"""Invented people, whom no telephone and no letter reaches.

Telephone numbers are of the ranges kept for drama, e-mail addresses of a domain kept
for examples.
"""

from typing import Final

from asbreview.domain.people import Channel, Safety
from asbreview.reviews.told import PersonTold

SAFE: Final = Safety(
    to_write=True, to_email=True, to_ring=True, to_leave_a_message=True
)
NO_MESSAGE: Final = SAFE.model_copy(update={"to_leave_a_message": False})
NOT_IN_WRITING: Final = Safety(
    to_write=False, to_email=False, to_ring=True, to_leave_a_message=False
)
NAMES: Final = """\
Mrs Maureen Haylock
Mr Derek Fison
Ms Aoife Brannigan
Mr Kwame Asante-Pell
Mrs Jean Setchell
Mr Lukasz Domaradzki
Miss Tilly Wayman
Mr Gordon Peachey
Ms Rukhsana Mirza
Mrs Sylvia Bedwell
Mr Colin Thulborn
Ms Hannah Levitt
Mr Obinna Eze
Mrs Patricia Gotobed
Mr Ashok Raval
Ms Kerry Stittle
Mr Peter Yarrow-Finch
Mrs Danuta Kowal
Mr Trevor Cutlack
Ms Imogen Sallis
Mrs Brenda Murfitt
Mr Joshua Okell
Ms Fiona Grainger
Mr Alan Lythell
Mrs Gwendolyn Peck
Mr Samir Haddad
Ms Zoe Wisbey
Mrs Carol Tebbit
Mr Neil Rayment
Ms Bethany Crabb
Mr Howard Dimmock
Mrs Lorna Pettit
Mr Emil Ionescu
Ms Grace Onyango
Mrs Shirley Badcock
Mr Michael Ambrose-Hale
Ms Dawn Leonard
Mr Stanley Vipond
Mrs Anjali Deshmukh
Mr Robert Clack
Ms Megan Thirkettle
Mrs Iris Fuller
Mr Dominic Wray
Ms Sadie Palfreyman
Mr Bernard Oakey
Mrs Teresa Falconi
Mr Ravi Nair
Ms Nicola Bugg
Mrs Valerie Sharman
Mr Connor Delahaye
Ms Paulina Wrobel
Mr George Barwick
Mrs Edith Cross-Lamb
Mr Yusuf Demir
Ms Julie Hitch
Mr Adrian Folkes
Mrs Marjorie Leaford
Mr Lee Standen
Ms Chloe Vane
Mr Raymond Tipping
Mrs Olive Chettle
Mr Daniel Mott
Ms Rosalind Ferrow
Mr Keith Aveling""".splitlines()
DAUGHTERS: Final = ("Mrs Rachel Sharman-Holt", "Ms Philippa Dunnock")
NO_RELEVANT_BODIES: Final = {"county": "Cambridgeshire County Council, highways"}
"""To whom a recommendation may go besides the relevant bodies, by a tale's word."""
CHAIR_FROM_OUTSIDE: Final = "Leonora Birch"
OUTSIDE: Final = "Marshland Community Safety Partnership"
CHAIRS: Final = ("Odile Fenwick", "Chief Inspector Marcus Thane", "Judith Abara")
ASSESSORS: Final = ("Ines Calloway", "Rob Tilney", "Sgt Lena Markham")
ATTENDERS: Final = ("Bridget Sowerby", "PC Anil Dhar", "Dr Moira Keene", "Jo Lambard")


def person(number: int, address: str, *, safe: Safety = SAFE) -> PersonTold:
    """Return the person of a number, who lives at an address."""
    return _told(NAMES[number % len(NAMES)], number, address, safe)


def daughter(number: int, address: str) -> PersonTold:
    """Return a daughter who applies for the person of a number."""
    return _told(DAUGHTERS[number % 2], 700 + number, address, SAFE)


def name_spoken(number: int) -> str:
    """Return what the person of a number is called: "Mrs Haylock"."""
    return spoken(NAMES[number % len(NAMES)])


def spoken(name: str) -> str:
    """Return a name without its first: "Mrs Haylock"."""
    title, _, *last = name.split()
    return " ".join([title, *last])


def _told(name: str, number: int, address: str, safe: Safety) -> PersonTold:
    first, last = name.split()[1:3]
    prefix = "01632 960" if number % 2 else "07700 900"
    return PersonTold(
        name=name,
        address=address,
        email=f"{first}.{last}@example.org".lower() if number % 3 else "",
        phone=f"{prefix}{number % 1000:03}",
        safe=safe,
        prefers=Channel.LETTER if number % 3 else Channel.PHONE,
    )
