"""The case list beside how others would build it, on the same machine in the same run."""

from tests.bench import Measured
from tests.bench.fill import is_lean
from tests.bench.kit import plain_orm
from tests.bench.kit.asking import get
from tests.bench.kit.datasette import NAMES, address, datasette
from tests.bench.kit.goals import at_least, told
from tests.bench.kit.lean import kept
from tests.bench.kit.names import asked, people
from tests.bench.kit.published import published
from tests.bench.kit.questions import Drawing, court_rows, different
from tests.bench.kit.serving import Client, our_site
from tests.bench.kit.timing import Spread, in_rounds

SIZE = 100_000
QUESTIONS = 60


def run(size: int) -> list[Measured]:
    """The ORM with Django's templates in process, where there is all it asks; Datasette."""
    with published(size):
        # The ORM would ask the record, which a lean database has the last cases of.
        lines = kept(size) if is_lean(size) else plain()
        with our_site() as (port, _), datasette() as other:
            ours, theirs = Client(port), Client(other)
            lines += over_http(ours, theirs)
            ours.close()
            theirs.close()
        return lines


def plain() -> list[Measured]:
    questions = different(Drawing("plain").only(plain_orm.ASKED), QUESTIONS)
    template, courts = plain_orm.template(), court_rows()
    ours, theirs = in_rounds(
        questions,
        lambda question: get(f"/cases/?{question}"),
        lambda question: plain_orm.page(template, question, courts),
    )
    return compared(2, "ORM and Django templates", 12, ours, theirs)


def over_http(ours: Client, theirs: Client) -> list[Measured]:
    """A list; a list with its total and five facets; a search for two words of a name."""
    questions = different(Drawing("datasette").only(tuple(NAMES)), QUESTIONS)
    list_here, list_there, all_there = in_rounds(
        questions,
        lambda question: ours.get(f"/cases/?{question}"),
        lambda question: theirs.get(address(question)),
        lambda question: theirs.get(address(question, with_facets=True)),
    )
    who = [f"{person.given} {person.surname}" for person in people(QUESTIONS)]
    name_here, name_there = in_rounds(
        who,
        lambda words: ours.get(f"/cases/?{asked(words)}"),
        lambda words: theirs.get(address("", words=words)),
    )
    return [
        *compared(17, "Datasette, list", 4, list_here, list_there),
        *compared(17, "Datasette, list with total and facets", 8, list_here, all_there),
        *compared(17, "Datasette, name", 10, name_here, name_there),
    ]


def compared(number: int, what: str, goal: float, ours: Spread, theirs: Spread) -> list[Measured]:
    return [
        told(f"{what}: ours, p50", ours.p50, "ms"),
        told(f"{what}: theirs, p50", theirs.p50, "ms"),
        told(f"{what}: ours, p95", ours.p95, "ms"),
        told(f"{what}: theirs, p95", theirs.p95, "ms"),
        at_least(number, goal, f"{what}: theirs / ours, p50", theirs.p50 / ours.p50, "times"),
    ]
