"""The case document, part by part, for the data dictionary. A test holds it against documents
that the database makes."""

Part = tuple[str, str, tuple[tuple[str, str], ...]]

KEY = ("key", "Stable, opaque key.")
BOUNDS = (
    ("from", "Earliest day, where known."),
    ("to", "Latest day, where known. The same as the earliest where the day is known."),
    ("text", "The date as worded."),
)
# Of each part: its name, what it is, and the fields of its rows.
DOCUMENT: tuple[Part, ...] = (
    (
        "court",
        "The court.",
        (
            ("code", "Short name in addresses."),
            ("name", "The court's name."),
            ("county", "County or independent city."),
            ("state", "Two letters."),
            ("timezone", "IANA time zone of its hours."),
        ),
    ),
    ("number", "Case number as the court writes it.", ()),
    ("number_key", "Case number as it stands in addresses.", ()),
    ("type", "Kind of case, a code.", ()),
    ("caption", "Title; null where it would tell a withheld name.", ()),
    ("filed", "Day the case was filed, or null.", ()),
    ("status", "Status, a code; MIXED where it differs between defendants.", ()),
    (
        "parties",
        "Everybody in the case whose row is public.",
        (
            KEY,
            ("role", "Role, a code."),
            ("name", "The name as the record spells it; null where it is withheld."),
            ("person", "Stable, opaque key of the person; null where the name is withheld."),
            ("also", "Other names, each with its kind."),
        ),
    ),
    (
        "statuses",
        "Status history.",
        (
            KEY,
            ("party", "Key of the defendant; null for the whole case."),
            ("status", "Status, a code."),
            ("from", "First day, or null."),
            ("until", "Day the next status began; null for the present one."),
        ),
    ),
    (
        "charges",
        "Every charge, those that stand and those that were replaced.",
        (
            KEY,
            ("party", "Key of the defendant."),
            ("statute", "Statute as cited; empty if not stated."),
            ("label", "The charge as charged."),
            ("level", "Level, a code of the state's ladder; empty if not stated."),
            ("level_label", "The level in words."),
            ("category", "Felony, misdemeanor and so on, a code."),
            ("rank", "Rank in the state's ladder, higher is graver; null if not known."),
            ("offense_from", "Earliest day of the offense."),
            ("offense_to", "Latest day of the offense."),
            ("offense_text", "The date of the offense as worded."),
            ("filed", "Day the charge was filed, or null."),
            ("instrument", "Instrument that charged it, a code."),
            ("status", "What the charge is now, a code."),
        ),
    ),
    (
        "changes",
        "Every change of charges, oldest first.",
        (
            KEY,
            ("kind", "The act, a code."),
            ("direction", "Computed from ranks, a code; null for one-sided changes."),
            *BOUNDS,
            ("instrument", "Instrument of the change, a code."),
            ("authority", "Who made the change, a code."),
            ("recorded_at", "When the court recorded it (UTC)."),
            ("reason", "The reason, where stated."),
            ("listed", "Whether the change desk lists it under this case."),
            ("before", "Charges before, each with its effect: what became of it."),
            ("after", "Charges after."),
        ),
    ),
    (
        "dispositions",
        "How charges ended.",
        (
            KEY,
            ("charge", "Key of the charge."),
            ("outcome", "Outcome, a code."),
            ("plea", "Plea, a code; empty if none is recorded."),
            *BOUNDS,
            ("vacated", "Whether it was set aside later."),
        ),
    ),
    (
        "sentences",
        "Sentences, by charge.",
        (
            KEY,
            ("charge", "Key of the charge."),
            ("kind", "Kind of sentence, a code."),
            ("amount", "Amount, in the unit; null where none is stated."),
            ("unit", "Unit, a code."),
            ("date", "Day of the sentence, or null."),
            ("text", "As worded."),
        ),
    ),
    (
        "orders",
        "Redacted protective orders, only where the law and the court allow it.",
        (
            KEY,
            ("kind", "Kind of order, a code."),
            ("status", "Status, a code."),
            ("issued", "Day of issue, or null."),
            ("expires", "First day no longer in force, or null."),
            ("open_ended", "Whether it stands until the court orders otherwise."),
            ("served", "Whether it was served."),
            ("terms", "Terms, as codes."),
        ),
    ),
    (
        "hearings",
        "Hearings, by time.",
        (
            KEY,
            ("kind", "Kind of hearing, a code."),
            ("starts_at", "When it starts (UTC), or null."),
            ("courtroom", "Where."),
            ("status", "Status, a code."),
        ),
    ),
    (
        "docket",
        "Docket entries, oldest first.",
        (
            KEY,
            ("filed", "Day of filing, or null."),
            ("entered_at", "When it was entered (UTC), or null."),
            ("kind", "Kind of entry, a code."),
            ("text", "The entry; null where it is withheld."),
            ("attribution", "Who says so, where it is not the court's own."),
        ),
    ),
    (
        "related",
        "Other published cases that belong with this one.",
        (
            KEY,
            ("relation", "How they belong together, a code."),
            ("court", "Code of its court."),
            ("court_name", "Its court's name."),
            ("number", "Its number."),
            ("number_key", "Its number as it stands in addresses."),
        ),
    ),
)
