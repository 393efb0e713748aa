"""Ten fictional courts of five states: their people, and how they number their cases."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from cases.demo import drawing, key
from cases.demo.clock import OPENING
from cases.demo.names import Name, invented
from cases.demo.past import Past
from cases.models import Court, Person


@dataclass(frozen=True, kw_only=True)
class Site:
    """A court as it is set up. `number` writes a case number from the year (`year`, or its last
    two digits, `yy`), the case type, its letter, and the place in the year."""

    code: str
    name: str
    state: str
    county: str
    kind: str
    timezone: str = "America/Chicago"
    orders: str = "WITHHELD"
    number: str
    share: int


SITES = (
    Site(code="bend-circuit", name="Circuit Court of Bend County", state="AR", county="Bend",
         kind="CIRCUIT", number="76{type}-{yy}-{place}", share=14),
    Site(code="ouachita-bend-district", name="Ouachita Bend District Court", state="AR",
         county="Bend", kind="DISTRICT", number="OBD-{yy}-{place}", share=12),
    Site(code="calloway-circuit", name="Circuit Court of Calloway County", state="AR",
         county="Calloway", kind="CIRCUIT", number="77{type}-{yy}-{place}", share=9),
    Site(code="calloway-district", name="Calloway County District Court", state="AR",
         county="Calloway", kind="DISTRICT", number="CAL-{yy}-{place}", share=8),
    Site(code="prairie-fork-circuit", name="Circuit Court of Prairie Fork County", state="IL",
         county="Prairie Fork", kind="CIRCUIT", number="{year}-{letter}-{place:06}", share=15),
    Site(code="kestrel-circuit", name="Circuit Court of the City of Kestrel", state="VA",
         county="Kestrel City", kind="CIRCUIT", timezone="America/New_York",
         number="{type}{yy}{place:06}-00", share=9),
    Site(code="kestrel-general-district", name="Kestrel General District Court", state="VA",
         county="Kestrel City", kind="DISTRICT", timezone="America/New_York",
         number="G{type}{yy}{place:06}-00", share=9),
    Site(code="llano-verde-district", name="District Court of Llano Verde County", state="TX",
         county="Llano Verde", kind="DISTRICT", orders="REDACTED",
         number="{yy}-D{type}-{place:05}", share=9),
    Site(code="llano-verde-county-court", name="County Court at Law of Llano Verde County",
         state="TX", county="Llano Verde", kind="OTHER", orders="REDACTED",
         number="{yy}-C{type}-{place:05}", share=7),
    Site(code="red-mesa-district", name="Red Mesa District Court", state="UT", county="Red Mesa",
         kind="DISTRICT", timezone="America/Denver", number="{yy}19{place:05}", share=8),
)  # fmt: skip
# A felony first comes before the court on the left and is bound over to the one on the right.
BINDS_OVER = {
    "ouachita-bend-district": "bend-circuit",
    "calloway-district": "calloway-circuit",
    "kestrel-general-district": "kestrel-circuit",
}
PEOPLES = {
    "AR": "State of Arkansas",
    "IL": "People of the State of Illinois",
    "VA": "Commonwealth of Virginia",
    "TX": "State of Texas",
    "UT": "State of Utah",
}
LETTERS = {"CR": "CF", "TR": "TR", "DR": "DC", "CV": "LA", "PR": "PR", "JV": "JD", "OP": "OP"}


@dataclass(kw_only=True)
class Seat:
    """A court with its people, who hands out the numbers of its cases."""

    site: Site
    court: Court
    people: Person
    judges: list[Person]
    prosecutors: list[Person]
    defenders: list[Person]
    public_defenders: list[Person]
    filed: Counter[date] = field(default_factory=Counter)

    @property
    def hears_felonies(self) -> bool:
        return self.site.code not in BINDS_OVER and self.site.code != "llano-verde-county-court"

    def next_number(self, case_type: str, day: date) -> str:
        """Numbers follow the days of the year, so no case takes another's number."""
        place = 8 * day.timetuple().tm_yday + self.filed[day]
        self.filed[day] += 1
        return self.site.number.format(
            year=day.year,
            yy=f"{day:%y}",
            type=case_type,
            letter=LETTERS.get(case_type, case_type),
            place=place,
        )


def person(of: str, name: Name) -> Person:
    """A person, by a key that depends on nothing but `of`."""
    return Person(key=key(f"person/{of}"), **name.columns())


def organization(name: str) -> Person:
    return Person(key=key(f"person/{name}"), kind="ORGANIZATION", surname=name, full_name=name)


def seated(past: Past) -> dict[str, Seat]:
    """All courts with everybody who works there, recorded on the first day."""
    peoples = {state: organization(name) for state, name in PEOPLES.items()}
    past.record(OPENING, *peoples.values())
    return {site.code: _seat(past, site, peoples[site.state]) for site in SITES}


def _seat(past: Past, site: Site, people: Person) -> Seat:
    court = Court(
        code=site.code,
        name=site.name,
        state_id=site.state,
        county=site.county,
        kind=site.kind,
        timezone=site.timezone,
        order_publication=site.orders,
    )
    past.record(OPENING, court)
    return Seat(
        site=site,
        court=court,
        people=people,
        judges=_staff(past, site, "judge", 3),
        prosecutors=_staff(past, site, "prosecutor", 4),
        defenders=_staff(past, site, "defender", 6),
        public_defenders=_staff(past, site, "public defender", 3),
    )


def _staff(past: Past, site: Site, post: str, size: int) -> list[Person]:
    chances = drawing(f"{site.code}/{post}")
    staff = [person(f"{site.code}/{post}/{n}", invented(chances)) for n in range(size)]
    past.record(OPENING, *staff)
    return staff
