"""A published document as the case page shows it: sections in words, nothing left to decide."""

from dataclasses import dataclass
from typing import Any

from cases.kinds.cases import RELATIONS
from cases.kinds.charges import OUTCOMES, PLEAS, SENTENCE_KINDS, SENTENCE_UNITS
from cases.kinds.docket import ENTRY_KINDS, HEARING_KINDS, HEARING_STATUSES
from cases.kinds.orders import ORDER_KINDS, ORDER_STATUSES, ORDER_TERMS
from cases.kinds.people import NAME_KINDS, ROLES
from cases.public.dates import Stated, stated
from cases.public.filters.cases import status_label
from cases.public.pages.lineage import Count, Story, count_of, stories, unchanged

Rows = list[dict[str, Any]]
WITHHELD_NAME = "Name withheld"


@dataclass(frozen=True)
class Defendant:
    """A defendant with every charge: those that changed as stories, the rest as counts."""

    name: str
    also: list[str]
    status: str
    stories: list[Story]
    unchanged: list[Count]


@dataclass(frozen=True)
class Outcome:
    """How one charge ended, and what followed from it."""

    charge: Count
    defendant: str
    outcome: str
    plea: str
    when: Stated
    is_vacated: bool
    sentences: list[str]


def sections(document: dict[str, Any]) -> dict[str, Any]:
    """Everything the case page says, by section."""
    names = {party["key"]: party["name"] or WITHHELD_NAME for party in document["parties"]}
    return {
        "defendants": defendants(document),
        "parties": other_parties(document),
        "statuses": statuses(document, names),
        "outcomes": outcomes(document, names),
        "orders": orders(document),
        "hearings": hearings(document),
        "docket": docket(document),
        "related": related(document),
    }


def defendants(document: dict[str, Any]) -> list[Defendant]:
    """Each defendant with the charges; charges of nobody listed stand under a withheld name."""
    listed = [party for party in document["parties"] if party["role"] == "DEF"]
    keys = {party["key"] for party in listed}
    found = [
        _defendant(document, party, [c for c in document["charges"] if c["party"] == party["key"]])
        for party in listed
    ]
    others = [charge for charge in document["charges"] if charge["party"] not in keys]
    if others:
        nobody: dict[str, Any] = {"key": None, "name": None, "also": []}
        found.append(_defendant(document, nobody, others))
    return found


def _defendant(document: dict[str, Any], party: dict[str, Any], charges: Rows) -> Defendant:
    current = [
        status_label(status["status"])
        for status in document["statuses"]
        if status["party"] == party["key"] and party["key"] and not status["until"]
    ]
    return Defendant(
        name=party["name"] or WITHHELD_NAME,
        also=[f"{NAME_KINDS.label(other['kind'])}: {other['name']}" for other in party["also"]],
        status=", ".join(current),
        stories=stories(document, charges),
        unchanged=unchanged(document, charges),
    )


def other_parties(document: dict[str, Any]) -> Rows:
    return [
        {"role": ROLES.label(party["role"]), "name": party["name"]}
        for party in document["parties"]
        if party["role"] != "DEF"
    ]


def statuses(document: dict[str, Any], names: dict[str, str]) -> Rows:
    return [
        {
            "status": status_label(status["status"]),
            "party": names.get(status["party"], "Whole case"),
            "from": status["from"],
            "until": status["until"],
        }
        for status in document["statuses"]
    ]


def outcomes(document: dict[str, Any], names: dict[str, str]) -> list[Outcome]:
    """Dispositions in order, each with the sentences on its charge; a sentence whose outcome
    is not published stands alone."""
    found = []
    for charge in document["charges"]:
        sentences = [_sentence(s) for s in document["sentences"] if s["charge"] == charge["key"]]
        ends = [end for end in document["dispositions"] if end["charge"] == charge["key"]]
        if sentences and not ends:
            ends = [{"outcome": "", "plea": "", "from": None, "to": None, "text": "",
                     "vacated": False}]  # fmt: skip
        for end in ends:
            in_force = not end["vacated"]
            found.append(
                Outcome(
                    charge=count_of(charge),
                    defendant=names.get(charge["party"], WITHHELD_NAME),
                    outcome=OUTCOMES.label(end["outcome"]) if end["outcome"] else "Not stated",
                    plea=PLEAS.label(end["plea"]),
                    when=stated(end["text"], end["from"], end["to"]),
                    is_vacated=end["vacated"],
                    sentences=sentences if in_force else [],
                )
            )
    return found


def _sentence(sentence: dict[str, Any]) -> str:
    """Prison: 40 years — to be served concurrently."""
    measure = amount(sentence["amount"], sentence["unit"])
    said = f"{SENTENCE_KINDS.label(sentence['kind'])}{': ' if measure else ''}{measure}"
    return f"{said} — {sentence['text']}" if sentence["text"] else said


def amount(number: float | None, unit: str) -> str:
    """An amount with its unit, as 18 months or $1,500."""
    if number is None:
        return SENTENCE_UNITS.label(unit)
    digits = f"{number:,.2f}".removesuffix(".00")
    if unit == "USD":
        return f"${digits}"
    words = SENTENCE_UNITS.label(unit)
    return f"{digits} {words.removesuffix('s') if number == 1 else words}".strip()


def orders(document: dict[str, Any]) -> Rows:
    return [
        {
            **order,
            "kind": ORDER_KINDS.label(order["kind"]),
            "status": ORDER_STATUSES.label(order["status"]),
            "terms": [ORDER_TERMS.label(term) for term in order["terms"]],
        }
        for order in document["orders"]
    ]


def hearings(document: dict[str, Any]) -> Rows:
    return [
        {
            **hearing,
            "kind": HEARING_KINDS.label(hearing["kind"]),
            "status": HEARING_STATUSES.label(hearing["status"]),
        }
        for hearing in document["hearings"]
    ]


def docket(document: dict[str, Any]) -> Rows:
    return [{**entry, "kind": ENTRY_KINDS.label(entry["kind"])} for entry in document["docket"]]


def related(document: dict[str, Any]) -> Rows:
    return [
        {**other, "relation": RELATIONS.label(other["relation"])} for other in document["related"]
    ]
