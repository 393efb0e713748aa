"""The founding scenario: from a stay-away order to a capital charge, all names invented.

Three cases of one couple, and what newspapers, police and an employer said of them. Nothing
that only somebody said stands in the record; what the record does not say stays unknown.
"""

from dataclasses import dataclass
from datetime import date

from cases.models import Case, Charge, ChargeChange, Party, Person, PersonName, PersonRelation
from cases.models import ProtectiveOrder as Order
from tests import world

SHOT = date(2024, 8, 17)
DIVORCE = date(2024, 8, 9)

NEWS, SECOND_NEWS = "Ouachita Bend Courier", "Channel 6 Bend"
POLICE, EMPLOYER = ("POLICE_REPORT", "Ouachita Bend police"), "Ouachita Bend EMS"
RECORDS, PRINTED = ("FILED_DOCUMENT", "court records"), ("NEWS_CITING_RECORDS", NEWS)

# kind, text, earliest, latest, as worded, basis, chain of attribution
Said = tuple[str, str, date | None, date | None, str, str, tuple[tuple[str, str], ...]]
SAID: tuple[Said, ...] = (
    ("OFFENSE", "She was shot leaving work.", SHOT, SHOT, "Saturday, Aug. 17", "INFERRED",
     (POLICE, PRINTED)),
    ("REPORT", "She called for help.", None, SHOT, "shortly before", "STATED", (POLICE, PRINTED)),
    ("CASE_FILED", "A divorce was filed.", DIVORCE, DIVORCE, "eight days before", "DERIVED",
     (RECORDS, PRINTED)),
    ("ARREST", "He was arrested and charged with assaulting her.", None, date(2024, 8, 8),
     "before the divorce filing", "DERIVED", (RECORDS, PRINTED)),
    ("ORDER", "He was told to stay away from her home and work.", None, SHOT, "", "STATED",
     (PRINTED,)),
    ("EMPLOYMENT", "Her employment ended.", date(2024, 8, 1), date(2024, 8, 31),
     "earlier this month", "STATED", (("AGENCY_STATEMENT", EMPLOYER),)),
    ("ARREST", "He was arrested in another county.", SHOT, SHOT, "three hours after", "DERIVED",
     (POLICE, ("AGENCY_STATEMENT", EMPLOYER))),
    ("DEATH", "She died of her injuries.", SHOT, date(2024, 8, 21), "days after", "STATED",
     (("AGENCY_STATEMENT", EMPLOYER), PRINTED)),
    ("CHARGES", "The charges were upgraded.", None, None, "", "STATED", (POLICE, PRINTED)),
    ("CHARGES", "The charges were upgraded.", None, None, "", "STATED", (RECORDS, PRINTED)),
    ("FAMILY", "They were married and had a child.", None, None, "nearly four years", "ESTIMATED",
     (PRINTED,)),
    ("FAMILY", "He was her estranged husband.", None, None, "", "STATED",
     (("NEWS_OWN", SECOND_NEWS),)),
    ("CHARGES", "He first faced three charges.", None, None, "", "STATED",
     (("NEWS_OWN", SECOND_NEWS),)),
    ("AGE", "She was 27, he 23.", None, None, "", "STATED", (PRINTED,)),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Founding:
    """The rows that tests speak of."""

    marisol: Person
    dario: Person
    child: Person
    earlier: Case
    divorce: Case
    homicide: Case
    accused: Party
    victim: Party
    assault: Charge
    battering: Charge
    no_contact: Charge
    capital: Charge
    upgrade: ChargeChange
    order: Order


def founding(*, no_contact_level: str = "", visibility: str = "PUBLIC") -> Founding:
    """The whole scenario. The record gives the no-contact count no level, so the direction of
    the change is undetermined; name a level and it is an upgrade."""
    marisol, dario, child = _people()
    earlier, divorce, homicide = _cases(visibility)
    first_accused = world.defendant(earlier, dario)
    accused = world.defendant(homicide, dario)
    victim = world.party(homicide, "VIC", marisol)
    world.party(homicide, "DECEDENT", marisol)
    world.party(divorce, "PET", marisol)
    world.party(divorce, "RES", dario)
    world.party(divorce, "MINOR", child)
    assault = world.charge(first_accused, "", label="Assault", filed_date=None)
    order = world.order(
        earlier, first_accused, marisol, kind="UNKNOWN", status="UNKNOWN", issued_date=None
    )
    battering, no_contact, capital = _charges(accused, order, no_contact_level)
    upgrade = world.change(
        "MERGED",
        before=[(battering, "REPLACED"), (no_contact, "UNKNOWN")],
        after=[capital],
        date_from=SHOT,
        authority="PROSECUTOR",
        docket_entry=world.entry(homicide, "CHARGE_CHANGE", text="Charges changed."),
    )
    for kind, text, since, until, worded, basis, chain in SAID:
        world.statement(
            homicide, text, chain, kind=kind, date_basis=basis,
            date_from=since, date_to=until, date_text=worded,
        )  # fmt: skip
    return Founding(
        marisol=marisol, dario=dario, child=child, earlier=earlier, divorce=divorce,
        homicide=homicide, accused=accused, victim=victim, assault=assault, battering=battering,
        no_contact=no_contact, capital=capital, upgrade=upgrade, order=order,
    )  # fmt: skip


def _people() -> tuple[Person, Person, Person]:
    marisol = world.person("Marisol Ibáñez-Quintero")
    dario = world.person("Darío Ibáñez-Quintero")
    child = world.person("Child of the parties")
    employer = world.person(EMPLOYER, kind="ORGANIZATION", given="", surname=EMPLOYER)
    PersonName.objects.bulk_create(
        PersonName(person=dario, kind="SPELLING", full_name=spelling, given="Dario", surname=last)
        for spelling, last in (
            ("Dario Ibanez Quintero", "Ibanez Quintero"),
            ("Darío Ibáñez", "Ibáñez"),
        )
    )
    PersonRelation.objects.bulk_create(
        [
            PersonRelation(person=dario, other=marisol, kind="SPOUSE_OF"),
            PersonRelation(person=marisol, other=child, kind="PARENT_OF"),
            PersonRelation(person=dario, other=child, kind="PARENT_OF"),
            PersonRelation(person=marisol, other=employer, kind="EMPLOYEE_OF"),
        ]
    )
    return marisol, dario, child


def _cases(visibility: str) -> tuple[Case, Case, Case]:
    circuit = world.court(name="Circuit Court of Bend County", county="Bend", kind="CIRCUIT")
    district = world.court(name="District Court of Bend", county="Bend", kind="DISTRICT")
    title = "State v. Darío Ibáñez-Quintero"
    earlier = world.case(court=district, caption=title, visibility=visibility)
    homicide = world.case(court=circuit, caption=title, visibility=visibility)
    divorce = world.case(
        court=circuit,
        case_type="DR",
        filed_date=DIVORCE,
        caption="Ibáñez-Quintero v. Ibáñez-Quintero",
    )
    world.relate(homicide, divorce)
    world.relate(homicide, earlier)
    world.status(earlier, "UNKNOWN")
    world.status(divorce, effective_date=DIVORCE)
    world.status(homicide, effective_date=SHOT)
    return earlier, divorce, homicide


def _charges(accused: Party, order: Order, no_contact_level: str) -> tuple[Charge, Charge, Charge]:
    dates = {"offense_from": SHOT, "offense_to": SHOT, "offense_date_text": "Saturday, Aug. 17"}
    battering = world.charge(
        accused, "F-B", statute="5-26-303", label="Domestic battering in the first degree",
        filed_date=SHOT, **dates,
    )  # fmt: skip
    no_contact = world.charge(
        accused, no_contact_level, label="Violation of a no-contact order", filed_date=SHOT,
        violates_order=order, **dates,
    )  # fmt: skip
    capital = world.charge(
        accused, "CAPITAL", statute="5-10-101", label="Capital murder", filed_date=None,
        instrument="AMENDED_INFORMATION", **dates,
    )  # fmt: skip
    return battering, no_contact, capital
