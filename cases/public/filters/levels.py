"""The levels of offense as readers know them, out of the states' ladders."""

from functools import cache

from cases import ladders


@cache
def level_choices() -> list[tuple[str, str]]:
    """Every level code with its labels and whose they are."""
    named: dict[str, dict[str, list[str]]] = {}
    for ladder in ladders.ladders():
        for level in ladder.levels:
            states = named.setdefault(level.code, {}).setdefault(level.label, [])
            if ladder.state not in states:
                states.append(ladder.state)
    return [
        (code, "; ".join(f"{label} ({', '.join(states)})" for label, states in labels.items()))
        for code, labels in named.items()
    ]


@cache
def level_label(state: str, code: str) -> str:
    """What a state calls a level today; the code itself where no ladder tells."""
    for ladder in ladders.ladders():
        if ladder.state == state:
            labels = [level.label for level in ladder.levels if level.code == code]
            return labels[-1] if labels else code
    return code


@cache
def labels_by_state() -> dict[str, str]:
    """What each state calls each of its levels today, by the state's letters and the code."""
    return {
        f"{ladder.state} {level.code}": level_label(ladder.state, level.code)
        for ladder in ladders.ladders()
        for level in ladder.levels
    }
