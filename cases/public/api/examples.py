"""Examples that run as they stand, once SITE is the address of a site; a test runs them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """A program of a few lines: what it is called, what it does, and its text."""

    code: str
    title: str
    about: str
    text: str


CURL = """\
curl --fail --silent --show-error 'SITE/api/v1/changes/?direction=upgrade&limit=5'
"""

PYTHON = """\
import json
from urllib.request import urlopen

url = "SITE/api/v1/changes/?direction=upgrade&limit=100"
while url:
    with urlopen(url) as answer:
        page = json.load(answer)
    for change in page["results"]:
        before = " + ".join(charge["label"] for charge in change["before"])
        after = " + ".join(charge["label"] for charge in change["after"])
        print(change["number"], change["effective_to"], f"{before} -> {after}", sep="\\t")
    url = page["next"]
"""

AS_OF = """\
import hashlib
import json
from urllib.request import urlopen

with urlopen("SITE/api/v1/cases/?change=upgrade&limit=1") as answer:
    cases = json.load(answer)["results"]

for case in cases:
    url = case["url"].replace("/cases/", "/api/v1/cases/")
    with urlopen(url + "versions/") as answer:
        versions = json.load(answer)["results"]
    for version in versions:
        with urlopen(version["url"]) as answer:
            text = answer.read()
        assert hashlib.sha256(text).hexdigest() == version["version_hash"]
        charges = json.loads(text)["charges"]
        print(version["published_at"], len(charges), "charges", version["version_hash"], sep="\\t")
"""

R = """\
library(jsonlite)

url <- "SITE/api/v1/changes/?direction=upgrade&limit=100"
while (!is.null(url)) {
  page <- fromJSON(url, simplifyVector = FALSE)
  for (change in page$results) {
    after <- sapply(change$after, function(charge) charge$label)
    cat(change$number, change$effective_to, paste(after, collapse = " + "), sep = "\\t")
    cat("\\n")
  }
  url <- page$`next`
}
"""

EXAMPLES = (
    Example("curl", "curl", "The latest charge changes for the graver.", CURL),
    Example("python", "Python", "All of them, page by page; only what comes with Python.", PYTHON),
    Example(
        "python-as-of",
        "Python: as it stood",
        "Every published version of a case, each held against its hash.",
        AS_OF,
    ),
    Example("r", "R", "The same list with the package jsonlite.", R),
)
