"""An open case with one of everything that the record can hold, and all that may be published
published: what is read of it is the most that the public can ever read."""

from datetime import UTC, date, datetime

from cases import models as record
from tests import world
from tests.worlds.rows import make

DAY = date(2024, 3, 1)


def open_case() -> record.Case:
    """A public case with a neighbor, and every kind of row around it."""
    court = world.court(county="Bend", order_publication="REDACTED")
    case = world.case(
        court=court, visibility="PUBLIC", caption="State v. Achterberg", filed_date=DAY
    )
    neighbor = world.case(court=court, visibility="PUBLIC", filed_date=DAY)
    accused = world.defendant(case, world.person("Rowan Achterberg"))
    record.PersonName.objects.create(person=accused.person, full_name="Ro Achter", kind="ALIAS")
    _charges(accused, neighbor)
    _people(case, accused)
    world.status(case, effective_date=DAY)
    world.entry(
        case,
        "MOTION",
        text="Motion to continue",
        attribution="The sheriff",
        filed_date=DAY,
        entry_number=7,
    )
    world.hearing(case, starts_at=datetime(2024, 4, 2, 14, tzinfo=UTC), courtroom="2")
    _order(case, accused)
    for name in ("Correction", "PersonMerge", "PersonMergeMove", "Offense", "OffenseLevel"):
        make(getattr(record, name))
    make(record.Seal, case=world.case())
    case.docket.update(text_released=True)
    return case


def _charges(accused: record.Party, neighbor: record.Case) -> None:
    world.relate(accused.case, neighbor, "TRANSFERRED")
    arrested = world.charge(
        world.defendant(neighbor, accused.person), label="Robbery", instrument="ARREST"
    )
    was = world.charge(accused, "F-B", label="Robbery", statute="5-12-102", offense_from=DAY)
    becomes = world.charge(accused, "F-Y", label="Aggravated robbery", statute="5-12-103")
    world.change("BOUND_OVER", [arrested], [was], case=neighbor)
    world.change(
        "AMENDED", [was], [becomes], date_from=DAY, date_text="1 March", reason="As charged."
    )
    world.dispose(becomes, "CONV_PLEA", date_from=DAY, plea="GUILTY")
    world.sentence(becomes, amount=12, unit="MONTHS", effective_date=DAY, text="Twelve months")


def _people(case: record.Case, accused: record.Party) -> None:
    hurt = world.person("Odalys Ferreira")
    world.party(case, "VIC", hurt)
    world.party(case, "WIT", world.person("Mattias Vale"))
    record.PersonName.objects.create(person=hurt, full_name="Oda Ferreira", kind="ALIAS")
    record.PersonRelation.objects.create(person=accused.person, other=hurt, kind="OTHER")
    world.statement(case, "She said so.", person=hurt)


def _order(case: record.Case, accused: record.Party) -> None:
    order = world.order(
        case,
        accused,
        world.person("Tove Marisdatter"),
        consent_to_publish=True,
        served_date=DAY,
        number="OP-7",
    )
    record.OrderPlace.objects.create(order=order, text="Seven Elms Mill")
    record.OrderTerm.objects.create(order=order, term="04", text="Stay away")
    record.OrderEvent.objects.create(order=order, act="ISSUED", date_from=DAY)
