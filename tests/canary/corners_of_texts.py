"""Corners of texts: which words name somebody, and which do not."""

from cases import models as record
from tests import world
from tests.canary.corners import BASIS, Corners

# Of a victim: given name, surname; what an entry says, and whether it is told.
SAID = (
    ("Wu", "Li", "Motion of Ms. Li", False),
    ("Ana", "de la Cruz", "Motion of a house de la ville", True),
    ("Ana", "de los Cruces", "Motion at los Robles", True),
    ("Иван", "Петров", "Motion of Петров", False),
    ("Иван", "Петров", "Motion of Сидоров", True),
    ("Иван", "Ли", "Motion of Ли", False),
    ("Ana", "Петров", "Motion without a name", True),
    ("Ana", "Peña", "Motion of Peña", False),
    ("Ana", "Marl", "Motion of Marlow", True),
    ("J", "Marlow", "Exhibit J", True),
    ("", "Las", "Motion at Las Palmas", False),
)


def corners_of_texts(made: Corners) -> None:
    _releases(made)
    for given, surname, said, is_told in SAID:
        case = made.case()
        made.name(made.victim(case, world.person()).person, given, surname)
        made.text(case, said, is_told)
    _shown_too(made)
    _shown_elsewhere(made)
    _hidden_elsewhere(made)
    _organizations(made)
    _unlisted(made)


def _shown_too(made: Corners) -> None:
    """A word of a name that is shown in the case gives nobody away."""
    for role, kind, shown, hidden in (
        ("DEF", "PERSON", ("Ana", "van Dyck"), ("Bo", "Van")),
        ("PET", "ORGANIZATION", ("Vale", "Works"), ("Ana", "Vale")),
    ):
        case = made.case()
        party = world.party(case, role, world.person(kind=kind))
        made.public += [party, party.person]
        made.name(party.person, *shown)
        made.name(made.victim(case, world.person()).person, *hidden)
        made.text(case, f"Motion of {hidden[1]}", True)


def _shown_elsewhere(made: Corners) -> None:
    """Who is shown in one case may be hidden in another, and so may another of that name."""
    made.name(made.accused(made.case()).person, "Bo", "Quillon")
    case = made.case()
    made.name(made.victim(case, world.person()).person, "Ana", "Quillon")
    made.text(case, "Motion of Quillon", False)
    elsewhere = made.accused(made.case())
    made.name(elsewhere.person, "Ida", "Thornquist")
    shielding = made.accused(made.case())
    world.order(shielding.case, shielding, elsewhere.person)
    made.text(shielding.case, "Motion of Thornquist", False)


def _hidden_elsewhere(made: Corners) -> None:
    """Whoever is hidden in another case alone is nobody here; so are their other names, and the
    places that orders name there. A place that is not named hides nothing."""
    there = made.accused(made.case())
    stranger = world.person()
    made.name(stranger, "Sunniva", "Aldous")
    other = record.PersonName.objects.create(person=stranger, full_name="Sable", kind="ALIAS")
    made.write(other, full_name="Sable Orcutt", surname="Orcutt")
    order = world.order(there.case, there, stranger)
    place = record.OrderPlace.objects.create(order=order, text="A house")
    made.write(place, text="Kettlewick Hall")
    here = made.accused(made.case())
    made.victim(here.case, world.person("Ana Vale"))
    order = world.order(here.case, here)
    for said in ("Motion of Aldous", "Motion at Kettlewick Hall"):
        made.text(here.case, said, True)
    case = made.case()
    made.victim(case, world.person("Ana Vale"))
    made.text(case, "Motion of Orcutt", True)
    made.write(record.OrderPlace.objects.create(order=order, text="A house"), text="")


def _organizations(made: Corners) -> None:
    """One that is hidden is known by its whole name, however that is written; one that is shown
    may be told of although an order protects it."""
    case = made.case()
    hidden = made.victim(case, world.person(kind="ORGANIZATION")).person
    made.write(hidden, full_name="Café Zephyr!", given="", surname="Café Zephyr!")
    other = record.PersonName.objects.create(person=hidden, full_name="Bright", kind="ALIAS")
    made.write(other, full_name="Bright Harbor", given="", surname="Bright Harbor")
    made.text(case, "Motion of Cafe Zephyr", False)
    made.text(case, "Motion at the harbor", True)
    case = made.case()
    shown = made.victim(case, world.person(kind="ORGANIZATION"), "PET")
    made.public += [shown.person]
    made.name(shown.person, "Fernleigh", "Works")
    world.order(case, made.accused(case), shown.person)
    made.text(case, "Motion of Fernleigh Works", True)


def _unlisted(made: Corners) -> None:
    """A decision to show a name does not list whom no role lists."""
    case = made.case()
    witness = world.party(case, "WIT")
    made.write(witness, public_name="SHOW", public_name_basis=BASIS)
    made.name(witness.person, "Ansel", "Wetherby")
    made.text(case, "Motion of Wetherby", False)


def _releases(made: Corners) -> None:
    """A text that no clerk has read is told where nobody's name is withheld: whoever is sealed does
    not count, nor does what is withheld in another case."""
    for role, is_told in (("VIC", False), ("JUDGE", True)):
        case = made.case()
        party = world.party(case, role)
        made.public += [party, *([party.person] if is_told else [])]
        _unread(made, case, "Motion to continue", is_told)
        _unread(made, case, "", True)
    sealed = made.case()
    made.accused(sealed)
    gone = world.defendant(sealed, world.person("Zebedee Quillfeather"))
    made.write(gone, visibility="SEALED")
    _unread(made, sealed, "Motion to continue", True)
    shielding = made.accused(made.case())
    world.order(shielding.case, shielding, world.person("Una Delacroix"))
    _unread(made, shielding.case, "Motion to continue", False)
    bare = made.accused(made.case())
    order = world.order(bare.case, bare, protects=())
    record.OrderPlace.objects.create(order=order, text="A house")
    _unread(made, bare.case, "Motion to continue", True)


def _unread(made: Corners, case: record.Case, said: str, is_told: bool) -> None:
    entry = world.entry(case, "MOTION")
    made.public += [entry]
    made.texts.append((entry, [said if is_told else None]))
    made.write(entry, text_released=False, text=said, attribution="")
