"""What the pages cost over HTTP, beside the same server's hello-world."""

from tests.bench import Measured
from tests.bench.kit.goals import at_least, told
from tests.bench.kit.published import published
from tests.bench.kit.questions import Drawing, different, one
from tests.bench.kit.serving import Client, header, our_site
from tests.bench.kit.timing import Spread, in_rounds

SIZE = 100_000
REQUESTS = 200
SHARE = 60.0


def run(size: int) -> list[Measured]:
    """Whole pages, and “not modified” to who has them already."""
    with published(size), our_site() as (port, _):
        client = Client(port)
        addresses = [f"/cases/?{asked}" for asked in different(Drawing("http").mixed, REQUESTS)]
        cases = [f"/cases/{key}/" for key in one("court || '/' || number_key", "published_case",
            REQUESTS)]  # fmt: skip
        measured = [*answers(client, "list", addresses), *answers(client, "case", cases)]
        client.close()
        return measured


def answers(client: Client, name: str, addresses: list[str]) -> list[Measured]:
    """One kind of page, whole and unchanged, each beside a hello-world."""
    known = {address: header(client.get(address), "ETag") for address in addresses}
    held = [address for address in addresses if known[address]]
    whole, hello = in_rounds(addresses, client.get, lambda _: client.get("/bench/hello"))
    lines = [
        told(f"hello-world beside the {name} page, p50", hello.p50, "ms"),
        told(f"{name} page, p50", whole.p50, "ms"),
        told(f"{name} page, p95", whole.p95, "ms"),
        told(f"{name} pages that carry an ETag", 100 * len(held) / len(addresses), "%"),
    ]
    if not held:
        return lines
    anew = []

    def unchanged(address: str) -> None:
        asked = f"If-None-Match: {known[address]}\r\n"
        head = client.get(address, asked, status=(304, 200))
        if header(head, "ETag") != known[address]:
            # Something was written meanwhile, if only by the database's own housekeeping.
            known[address] = header(head, "ETag")
            anew.append(address)

    kept, hello = in_rounds(held, unchanged, lambda _: client.get("/bench/hello"))
    return [
        *lines,
        *beside_hello(f"{name} page, 304", kept, hello),
        told(f"{name} page: answers that were sent whole again", len(anew), "answers"),
    ]


def beside_hello(what: str, answer: Spread, hello: Spread) -> list[Measured]:
    return [
        told(f"{what}, p50", answer.p50, "ms"),
        at_least(14, SHARE, f"{what}: rate beside hello-world", 100 * hello.p50 / answer.p50, "%"),
    ]
