"""Who may see what, for everybody to read, in the same words whatever is hidden."""

import pytest

from cases.policy import policy
from tests import world
from tests.public.reader import Reader, body_of

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def test_every_rule_and_every_field_stands_on_the_page(reader: Reader) -> None:
    words = reader.words("/about/data-policy/")
    for rule in policy().rules.values():
        assert rule.words in words
        assert rule.law in words
    for entity in policy().entities.values():
        assert entity.title in words
        assert all(line.field in words for line in entity.lines)


def test_it_is_linked_from_what_this_is_and_from_every_foot(reader: Reader) -> None:
    for path in ("/about/", "/courts/", "/no-such-page/"):
        assert 'href="/about/data-policy/"' in body_of(reader.get(path))


def test_it_reads_the_same_whatever_is_hidden(reader: Reader) -> None:
    before = body_of(reader.get("/about/data-policy/"))
    hidden = world.sealed(world.case(visibility="PUBLIC"))
    world.order(hidden)
    assert body_of(reader.get("/about/data-policy/")) == before


def test_every_rule_named_has_its_place_on_the_page(reader: Reader) -> None:
    body = body_of(reader.get("/about/data-policy/"))
    used = {line.rule.code for each in policy().entities.values() for line in each.lines}
    assert all(f'href="#rule-{code}"' in body and f'id="rule-{code}"' in body for code in used)


def test_it_points_to_no_column_that_is_not_there(reader: Reader) -> None:
    words = reader.words("/about/data-policy/")
    assert "The line At the courthouse of each rule" in words
    assert "column at the courthouse" not in words
