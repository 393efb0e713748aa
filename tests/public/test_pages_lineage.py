"""The story of a charge, told from the document alone: no database here."""

from typing import Any

import pytest

from cases.public.pages.lineage import Story, compared, in_order, severity, stories, unchanged

RANKS = {"F-Y": 190, "F-B": 170, "F-D": 150, "M-A": 140, "": None}
LABELS = {"F-Y": "Class Y felony", "F-B": "Class B felony", "F-D": "Class D felony",
          "M-A": "Class A misdemeanor", "": ""}  # fmt: skip


def charge(key: str, level: str = "F-B", status: str = "FILED") -> dict[str, Any]:
    return {
        "key": key, "party": "p", "statute": "", "label": f"Charge {key}", "level": level,
        "level_label": LABELS[level], "category": "FELONY", "rank": RANKS[level],
        "offense_from": None, "offense_to": None, "offense_text": "", "filed": "2024-01-01",
        "instrument": "INFORMATION", "status": status,
    }  # fmt: skip


def item(of: dict[str, Any], effect: str = "", case: Any = None) -> dict[str, Any]:
    told = {name: of[name] for name in ("statute", "label", "level", "level_label", "rank")}
    return {**told, "charge": of["key"], "effect": effect, "ladder": "AR", "case": case}


def change(
    before: list[dict[str, Any]], after: list[dict[str, Any]], day: str | None = None, **given: Any
) -> dict[str, Any]:
    return {
        "key": "c", "kind": "AMENDED", "direction": compared(before, after), "from": day, "to": day,
        "text": "", "instrument": "AMENDED_INFORMATION", "authority": "PROSECUTOR",
        "recorded_at": "2024-12-01T12:00:00+00:00", "reason": None,
        "before": before, "after": after, **given,
    }  # fmt: skip


def told(charges: list[dict[str, Any]], *changes: dict[str, Any]) -> list[Story]:
    return stories({"charges": charges, "changes": list(changes)}, charges)


def labels(counts: Any) -> list[str]:
    return [count.label.removeprefix("Charge ") for count in counts]


def test_two_counts_that_became_one_are_one_story() -> None:
    a, b, c = charge("a", status="SUPERSEDED"), charge("b", "M-A"), charge("c", "F-Y")
    merged = change([item(a, "REPLACED"), item(b, "UNKNOWN")], [item(c)], kind="MERGED")
    (story,) = told([a, b, c], merged)
    (step,) = story.steps
    assert (labels(story.opening), labels(story.ending)) == (["a", "b"], ["c"])
    assert [was.effect for was in step.before] == [
        "replaced by this change",
        "the record does not say",
    ]
    assert step.severity_before == "Class B felony; Class A misdemeanor"
    assert (story.direction, step.direction_words) == ("UPGRADE", "raised in severity")


def test_one_count_that_became_two_is_one_story() -> None:
    a, b, c = charge("a", status="SUPERSEDED"), charge("b", "F-D"), charge("c", "M-A")
    (story,) = told([a, b, c], change([item(a, "REPLACED")], [item(b), item(c)], kind="SPLIT"))
    assert labels(story.ending) == ["b", "c"]
    assert story.direction == "REDUCTION"


def test_a_chain_is_told_step_by_step_and_compared_with_the_charge_as_filed() -> None:
    a, b, c = (
        charge("a", "F-B", "SUPERSEDED"), charge("b", "M-A", "SUPERSEDED"), charge("c", "F-B"),
    )  # fmt: skip
    down = change([item(a, "REPLACED")], [item(b)], "2024-02-01")
    up = change([item(b, "REPLACED")], [item(c)], "2024-03-01")
    (story,) = told([a, b, c], down, up)
    assert [step.direction for step in story.steps] == ["REDUCTION", "UPGRADE"]
    assert (labels(story.opening), labels(story.ending)) == (["a"], ["c"])
    assert story.direction == "LATERAL"
    assert story.as_filed == "changed at the same severity"


def test_a_change_without_a_date_comes_after_what_it_rests_on() -> None:
    a, b, c = charge("a"), charge("b"), charge("c")
    undated = change([item(b, "REPLACED")], [item(c)], recorded_at="2023-01-01T00:00:00+00:00")
    dated = change([item(a, "REPLACED")], [item(b)], "2024-03-01")
    assert in_order([undated, dated]) == [dated, undated]


def test_charges_that_no_change_ties_together_are_stories_apart() -> None:
    a, b, c, d = (charge(key) for key in "abcd")
    one, other = (change([item(x, "REPLACED")], [item(y)]) for x, y in ((a, b), (c, d)))
    found = told([a, b, c, d], one, other)
    assert [labels(story.opening) for story in found] == [["a"], ["c"]]


def test_a_charge_that_stands_unchanged_is_no_story() -> None:
    a, b, c = charge("a"), charge("b"), charge("c")
    document = {"charges": [a, b, c], "changes": [change([item(a, "REPLACED")], [item(b)])]}
    assert labels(unchanged(document, [a, b, c])) == ["c"]


def test_a_charge_that_was_dropped_ends_without_another() -> None:
    a = charge("a", status="NOLLE")
    (story,) = told([a], change([item(a, "DISMISSED")], [], kind="NOLLE"))
    assert (labels(story.opening), story.ending, story.direction) == (["a"], [], None)
    assert story.direction_label == "Nolle prosequi"
    assert story.steps[0].before[0].effect == "dismissed with this change"


def test_a_reinstated_charge_stands_again() -> None:
    a = charge("a")
    gone = change([item(a, "DISMISSED")], [], "2024-02-01", kind="NOLLE")
    back = change([], [item(a)], "2024-03-01", kind="REINSTATED")
    (story,) = told([a], gone, back)
    assert (labels(story.opening), labels(story.ending)) == (["a"], ["a"])
    assert [step.kind for step in story.steps] == ["Nolle prosequi", "Reinstated"]


def test_a_retained_count_still_stands_beside_the_new_one() -> None:
    a, b = charge("a", "M-A"), charge("b", "F-B")
    (story,) = told([a, b], change([item(a, "RETAINED")], [item(b)]))
    assert story.steps[0].before[0].effect == "still stands"


def test_a_charge_of_another_case_names_that_case() -> None:
    a, b = charge("a"), charge("b", "F-Y")
    other = {"court": "bend-district", "court_name": "District Court of Bend",
             "number": "CR-1", "number_key": "CR-1"}  # fmt: skip
    (story,) = told([b], change([item(a, "REPLACED", other)], [item(b)], kind="BOUND_OVER"))
    assert story.opening[0].elsewhere == other
    assert story.opening[0].status_label == ""


def test_a_charge_added_later_begins_its_own_story() -> None:
    a = charge("a")
    (story,) = told([a], change([], [item(a)], kind="ADDED"))
    assert (story.opening, labels(story.ending), story.direction) == ([], ["a"], None)


@pytest.mark.parametrize(
    ("was", "becomes", "direction"),
    [
        (["F-B", "M-A"], ["F-Y"], "UPGRADE"),
        (["F-Y"], ["F-B", "F-B"], "REDUCTION"),
        (["F-B"], ["M-A", "F-B"], "LATERAL"),
        (["F-B", ""], ["F-Y"], "UNDETERMINED"),
        ([], ["F-Y"], None),
    ],
)
def test_severity_is_compared_by_the_gravest_charge_on_each_side(
    was: list[str], becomes: list[str], direction: str | None
) -> None:
    before, after = ([item(charge("x", level)) for level in side] for side in (was, becomes))
    assert compared(before, after) == direction


def test_ladders_of_two_states_do_not_compare() -> None:
    before, after = item(charge("a")), {**item(charge("b", "F-Y")), "ladder": "IL"}
    assert compared([before], [after]) == "UNDETERMINED"


def test_a_level_that_is_not_stated_is_said_so() -> None:
    assert severity([item(charge("a", "")), item(charge("b", "F-D"))]) == (
        "Class D felony; level not stated"
    )
