"""What others say about a case: kept with who said it to whom, and apart from the record."""

from collections.abc import Iterable
from datetime import date

from cases.demo.casefile import CaseFile
from cases.models import Attribution, Statement

Hop = tuple[str, str]
# Kind, text, earliest and latest day, as worded, basis of the date, and the hops it came by.
Saying = tuple[str, str, date | None, date | None, str, str, tuple[Hop, ...]]

COURIER = ("NEWS_CITING_RECORDS", "Ouachita Bend Courier")
CHANNEL = ("NEWS_OWN", "Channel 6 Bend")
POLICE = ("POLICE_REPORT", "Ouachita Bend police")
RECORDS = ("FILED_DOCUMENT", "court records")
EMPLOYER = ("AGENCY_STATEMENT", "Ouachita Bend EMS")
SHOT, DIVORCE = date(2024, 8, 17), date(2024, 8, 9)

FOUNDING_SAYINGS: tuple[Saying, ...] = (
    ("OFFENSE", "She was shot leaving work.", SHOT, SHOT, "Saturday, Aug. 17", "INFERRED",
     (POLICE, COURIER)),
    ("REPORT", "She called for help.", None, SHOT, "shortly before", "STATED", (POLICE, COURIER)),
    ("CASE_FILED", "A divorce was filed.", DIVORCE, DIVORCE, "eight days before", "DERIVED",
     (RECORDS, COURIER)),
    ("ARREST", "He was arrested and charged with assaulting her.", None, date(2024, 8, 8),
     "before the divorce filing", "DERIVED", (RECORDS, COURIER)),
    ("ORDER", "He was told to stay away from her home and work.", None, SHOT, "", "STATED",
     (COURIER,)),
    ("EMPLOYMENT", "Her employment ended.", date(2024, 8, 1), date(2024, 8, 31),
     "earlier this month", "STATED", (EMPLOYER,)),
    ("ARREST", "He was arrested in another county.", SHOT, SHOT, "three hours after", "DERIVED",
     (POLICE, EMPLOYER)),
    ("DEATH", "She died of her injuries.", SHOT, date(2024, 8, 21), "days after", "STATED",
     (EMPLOYER, COURIER)),
    ("CHARGES", "The charges were upgraded.", None, None, "", "STATED", (POLICE, COURIER)),
    ("CHARGES", "The charges were upgraded.", None, None, "", "STATED", (RECORDS, COURIER)),
    ("FAMILY", "They were married, and had a child.", None, None, "nearly four years", "ESTIMATED",
     (COURIER,)),
    ("FAMILY", "He was her husband.", None, None, "", "STATED", (COURIER,)),
    ("FAMILY", "He was her estranged husband.", None, None, "", "STATED", (CHANNEL,)),
    ("CHARGES", "He first faced two charges.", None, None, "", "STATED", (COURIER,)),
    ("CHARGES", "He first faced three charges.", None, None, "", "STATED", (CHANNEL,)),
    ("AGE", "She was 27, he 23.", SHOT, date(2024, 8, 22), "as of the report", "STATED",
     (COURIER,)),
    ("NAME", "The name is spelled Ibanez Quintero.", None, None, "", "STATED", (CHANNEL,)),
)  # fmt: skip


def said(
    file: CaseFile,
    heard_on: date,
    kind: str,
    text: str,
    earliest: date | None,
    latest: date | None,
    worded: str,
    basis: str,
    hops: Iterable[Hop],
) -> None:
    """Keep what was said, hop by hop from the one nearest to the event."""
    statement = Statement(
        case=file.case, kind=kind, text=text, date_from=earliest, date_to=latest, date_text=worded,
        date_basis=basis,
    )  # fmt: skip
    chain = [
        Attribution(
            statement=statement, hop=place, source_kind=source, said_by=by, published_date=heard_on
        )
        for place, (source, by) in enumerate(hops, 1)
    ]
    file.past.record(heard_on, statement, *chain)
