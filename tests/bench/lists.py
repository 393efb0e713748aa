"""The case list under a thousand random filter combinations: the page, and its bare statements."""

from dataclasses import dataclass

from tests.bench import Measured
from tests.bench.kit.asking import Bare, Statements, get, listing, noted
from tests.bench.kit.goals import at_most, told
from tests.bench.kit.names import people
from tests.bench.kit.published import published
from tests.bench.kit.questions import Drawing, different
from tests.bench.kit.timing import Spread, in_rounds

SIZE = 100_000
QUESTIONS = 500
NAMED = 100


@dataclass(frozen=True)
class Question:
    """A question, with what its rows alone and its whole page ask of the database."""

    rows: Statements
    page: Statements
    found: int

    address: str


def run(size: int) -> list[Measured]:
    """Ask as readers ask, and as nobody would; common names and rare ones besides."""
    with published(size):
        return [*mixed(), *selective(), *named()]


def mixed() -> list[Measured]:
    questions = prepared(different(Drawing("mixed").mixed, QUESTIONS))
    rows, page, view = measured(questions)
    return [
        *lines("mixed", rows, page, view),
        at_most(3, 2, "mixed: rows, p95", rows.p95, "ms"),
        at_most(3, 100, "mixed: rows, slowest", rows.most, "ms"),
        at_most(1, 1, "mixed: view beyond its statements, p50", view.p50 - page.p50, "ms"),
        at_most(1, 2, "mixed: view beyond its statements, p95", view.p95 - page.p95, "ms"),
        at_most(1, 3, "mixed: most queries of a page", most_asked(questions), "queries"),
    ]


def selective() -> list[Measured]:
    questions = prepared(different(Drawing("selective").selective, QUESTIONS))
    rows, page, view = measured(questions)
    empty = sum(not question.found for question in questions) / len(questions)
    return [
        *lines("selective", rows, page, view),
        told("selective: combinations that match nothing", 100 * empty, "%"),
        at_most(4, 10, "selective: rows, p95", rows.p95, "ms"),
        at_most(4, 50, "selective: rows, slowest", rows.most, "ms"),
        at_most(4, 3, "selective: most queries of a page", most_asked(questions), "queries"),
    ]


def named() -> list[Measured]:
    """A name and other filters at once: a common surname must not be read to its end."""
    drawing = Drawing("named")
    surnames = [who.surname for who in people(NAMED)] + common(5) * (NAMED // 5)
    asked = [f"{drawing.mixed()}&name={surname}".lstrip("&") for surname in surnames]
    questions = prepared(asked)
    rows, page, view = measured(questions)
    return [
        *lines("a name and filters", rows, page, view),
        at_most(4, 50, "a name and filters: rows, slowest", rows.most, "ms"),
    ]


def common(wanted: int) -> list[str]:
    """The surnames that most people of a sample bear."""
    borne: dict[str, int] = {}
    for who in people(2000):
        borne[who.surname] = borne.get(who.surname, 0) + 1
    return sorted(borne, key=lambda surname: -borne[surname])[:wanted]


def prepared(asked: list[str], name: str = "cases") -> list[Question]:
    """Ask a list each once, and write down what that asks of the database."""
    questions = []
    for question in asked:
        found = listing(name, question)
        with noted() as counting:
            count = found.total.count
        with noted() as rows:
            found.page()
        if not rows.asked:
            # That there is nothing to show was found out by counting.
            rows = counting
        with noted() as page:
            get(f"/{name}/?{question}")
        questions.append(Question(rows, page, count, f"/{name}/?{question}"))
    return questions


def measured(questions: list[Question]) -> tuple[Spread, Spread, Spread]:
    """The statement of the rows, all statements of a page, and the page itself."""
    bare = Bare()
    rows, page, view = in_rounds(
        questions,
        lambda question: bare.ask(question.rows),
        lambda question: bare.ask(question.page),
        lambda question: get(question.address),
    )
    bare.close()
    return rows, page, view


def lines(name: str, rows: Spread, page: Spread, view: Spread) -> list[Measured]:
    return [
        told(f"{name}: {what}, {figure}", value, "ms")
        for what, spread in (
            ("rows", rows),
            ("all statements of the page", page),
            ("the page", view),
        )
        for figure, value in (("p50", spread.p50), ("p95", spread.p95), ("slowest", spread.most))
    ]


def most_asked(questions: list[Question]) -> int:
    return max(len(question.page.asked) for question in questions)
