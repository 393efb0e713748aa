"""Where somebody is withheld, the text of a docket entry is public once a clerk has read it; a
title that names somebody is built anew; and what could give somebody away is told."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from cases.integrity.odd import warnings
from cases.models import Case, DocketEntry, OrderPlace, Party, PersonName
from tests import world
from tests.public.publication import differences, document, documents, everything, later

pytestmark = pytest.mark.django_db
Settle = Callable[[], None]
SAID = "Motion to continue"


@pytest.fixture
def case(db: None) -> Case:
    """A public case in which a victim's name is withheld."""
    made = world.case(visibility="PUBLIC", caption="State v. Achterberg")
    world.defendant(made, world.person("Rowan Achterberg"))
    world.party(made, "VIC", world.person("Odalys Marie Ferreira"))
    return made


def told(case: Case) -> list[str | None]:
    return [entry["text"] for entry in document(case)["docket"]]


def odd(case: Case) -> list[str]:
    found = warnings([case.pk], today=date(2024, 9, 5))
    return [each.words for each in found if each.rule.endswith("_gives_nobody_away")]


def test_a_text_waits_until_a_clerk_has_read_it(case: Case, settle: Settle) -> None:
    entry = world.entry(case, "MOTION", text=SAID, attribution="The sheriff")
    settle()
    assert told(case) == [None]
    assert SAID not in everything()
    assert "The sheriff" not in everything()
    DocketEntry.objects.filter(pk=entry.pk).update(text_released=True)
    settle()
    assert told(case) == [SAID]


def test_where_nobody_is_withheld_a_text_is_public_as_it_is(settle: Settle) -> None:
    case = world.case(visibility="PUBLIC")
    world.defendant(case)
    world.entry(case, "MOTION", text=SAID)
    settle()
    assert told(case) == [SAID]


def test_an_entry_without_a_text_is_not_told_as_withheld(case: Case, settle: Settle) -> None:
    world.entry(case, "MOTION")
    settle()
    assert told(case) == [""]


@pytest.mark.parametrize("column", ["text", "attribution"])
def test_a_new_text_has_to_be_read_again(case: Case, column: str, settle: Settle) -> None:
    entry = world.entry(case, "MOTION", text=SAID, text_released=True)
    settle()
    later()
    DocketEntry.objects.filter(pk=entry.pk).update(**{column: "At her house"})
    settle()
    assert [version["docket"][0]["text"] for version in documents(case)] == [None]


def test_a_text_and_its_release_can_be_written_at_once(case: Case, settle: Settle) -> None:
    entry = world.entry(case, "MOTION", text="?")
    DocketEntry.objects.filter(pk=entry.pk).update(text=SAID, text_released=True)
    settle()
    assert told(case) == [SAID]


def withhold_another(case: Case) -> None:
    world.party(case, "WIT", world.person("Mattias Vale"))


def protect(case: Case) -> None:
    world.order(case, case.parties.get(role="DEF"), world.person("Tove Marisdatter"))


def name_a_place(case: Case) -> None:
    OrderPlace.objects.create(order=case.orders.get(), text="Seven Elms Mill")


def hide(case: Case) -> None:
    Party.objects.filter(case=case, role="DEF").update(public_name="HIDE")


@pytest.mark.parametrize("act", [withhold_another, protect, name_a_place, hide])
def test_what_was_read_is_read_again_for_whoever_else_is_withheld(
    case: Case, act: Callable[[Case], None], settle: Settle
) -> None:
    if act is name_a_place:
        protect(case)
    world.entry(case, "MOTION", text=SAID, text_released=True)
    settle()
    later()
    assert told(case) == [SAID]
    act(case)
    settle()
    assert told(case) == [None]
    assert SAID not in everything()
    assert differences() == []


def test_whoever_is_named_by_their_role_changes_nothing(case: Case, settle: Settle) -> None:
    world.entry(case, "MOTION", text=SAID, text_released=True)
    world.party(case, "JUDGE", world.person("Ines Okafor"))
    settle()
    assert told(case) == [SAID]


def test_that_somebody_was_sealed_is_not_told_by_the_texts_of_others(settle: Settle) -> None:
    case = world.case(visibility="PUBLIC")
    world.entry(case, "MOTION", text=SAID)
    world.defendant(case)
    gone = world.defendant(case, world.person("Zebedee Quillfeather"))
    settle()
    world.sealed(gone)
    settle()
    assert told(case) == [SAID]


def test_a_title_that_names_somebody_is_built_of_who_may_be_known(settle: Settle) -> None:
    case = world.case(visibility="PUBLIC", case_type="DR", caption="Ferreira v. Achterberg")
    world.party(case, "PET", world.person("Odalys Ferreira"))
    answering = world.party(case, "RES", world.person("Rowan Achterberg"))
    settle()
    assert document(case)["caption"] is None
    Party.objects.filter(pk=answering.pk).update(public_name="SHOW", public_name_basis="Order")
    settle()
    assert document(case)["caption"] == "Name withheld v. Rowan Achterberg"
    world.party(case, "RES", world.person("Bo Lindqvist"))
    settle()
    assert document(case)["caption"] == "Name withheld v. Rowan Achterberg et al."
    assert differences() == []


def test_a_title_is_built_in_earlier_versions_too(case: Case, settle: Settle) -> None:
    world.party(case, "STATE", world.person("State of Arkansas", kind="ORGANIZATION"))
    Case.objects.filter(pk=case.pk).update(caption="State v. Achterberg, re Tove")
    settle()
    later()
    protect(case)
    settle()
    built = "State of Arkansas v. Rowan Achterberg"
    assert {version["caption"] for version in documents(case)} == {built}
    assert "Tove" not in everything()


SAYS = "The text of the docket entry "


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Statement of ODÁLYS taken", "holds a word of a name"),
        ("Ferreira's statement taken", "holds a word of a name"),
        ("Statement of the Dália taken", "holds a word of a name"),
        ("Statement of O.M.F. taken", "holds what may be the initials"),
        ("Statement of O. F. taken", "holds what may be the initials"),
        ("Statement of OMF taken", "holds what may be the initials"),
        ("Met at Elms Mill", "holds a part of a place"),
        ("Served at 1400 Ridge Road", "holds what looks like an address"),
        ("Statement of his wife taken", "tells how people are related"),
        ("Hearing at 9:30 A.M.", ""),
        ("Motion to continue, Rowan Achterberg", ""),
        ("The omf of the court", ""),
    ],
)
def test_what_could_give_somebody_away_is_told(case: Case, text: str, sign: str) -> None:
    hurt = case.parties.get(role="VIC").person
    PersonName.objects.create(person=hurt, full_name="Dália Ferreira", kind="ALIAS")
    order = world.order(case, case.parties.get(role="DEF"), hurt)
    OrderPlace.objects.create(order=order, text="Seven Elms Mill")
    world.entry(case, "MOTION", text=text, text_released=True)
    assert [each.removeprefix(SAYS)[: len(sign)] for each in odd(case)] == ([sign] if sign else [])


def test_every_sign_in_a_text_is_told(case: Case) -> None:
    world.entry(
        case, "MOTION", text="O.F., his wife, of 1400 Ridge Road", text_released=True,
        entry_number=7, filed_date="2024-05-02",
    )  # fmt: skip
    (told,) = odd(case)
    assert told.startswith(
        "The text of docket entry 7 of 2024-05-02 holds what may be the initials"
    )
    assert "looks like an address" in told
    assert "how people are related" in told


def test_a_surname_that_is_public_is_told_behind_a_title(case: Case) -> None:
    world.party(case, "VIC", world.person("Ana Achterberg", surname="Achterberg"))
    world.entry(case, "MOTION", text="Statement of Mrs. Achterberg", text_released=True)
    assert len(odd(case)) == 1


@pytest.mark.parametrize("of", ["charge", "change", "sentence", "caption"])
def test_every_text_about_to_be_public_is_looked_through(case: Case, of: str) -> None:
    accused = case.parties.get(role="DEF")
    first = world.charge(accused, label="Robbery of O.F." if of == "charge" else "Robbery")
    second = world.charge(accused)
    reason = "As his wife said" if of == "change" else ""
    world.change("AMENDED", [first], [second], reason=reason)
    if of == "sentence":
        world.dispose(second)
        world.sentence(second, text="No contact with O.F.")
    if of == "caption":
        Case.objects.filter(pk=case.pk).update(caption="State v. Achterberg (O.F.)")
    assert len(odd(case)) == 1


def test_what_the_public_does_not_read_is_not_looked_through(case: Case) -> None:
    world.entry(case, "MOTION", text="Statement of O.F.")
    world.entry(case, "MOTION", text="Statement of O.F.", text_released=True, visibility="STAFF")
    world.entry(case, "PROTECTIVE_ORDER", text="Order for O.F.", text_released=True)
    assert odd(case) == []


def test_what_is_told_repeats_no_name(case: Case) -> None:
    world.entry(case, "MOTION", text="Statement of Odalys", text_released=True)
    assert "Odalys".lower() not in " ".join(odd(case)).lower()


def test_a_clerk_cannot_pass_the_text_by_in_sql(case: Case, settle: Settle) -> None:
    """Released before it is written: the writing takes it back."""
    entry = world.entry(case, "MOTION", text=SAID, text_released=True)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE docket_entry SET text = 'At her house' WHERE id = %s", [entry.pk])
    settle()
    assert told(case) == [None]
