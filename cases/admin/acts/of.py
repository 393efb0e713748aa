"""Which acts there are for which rows, in the order of the buttons."""

from collections.abc import Sequence

from django.db import models

from cases.admin.acts import (
    Act,
    charge_changes,
    charges,
    corrections,
    counts,
    destroying,
    dispositions,
    flags,
    hearings,
    orders,
    outcomes,
    people,
    sealing,
    texts,
    violations,
    visibility,
)
from cases.desk.models import Flag
from cases.models import (
    Case,
    CaseStatus,
    Charge,
    ChargeChange,
    Disposition,
    DocketEntry,
    Hearing,
    OrderEvent,
    Party,
    Person,
    PersonMerge,
    ProtectiveOrder,
    Sentence,
)

ACTS: dict[type[models.Model], Sequence[Act]] = {
    Case: (
        *charges.ON_A_CASE,
        *counts.ON_A_CASE,
        *charge_changes.ON_A_CASE,
        *dispositions.ON_A_CASE,
        *outcomes.ON_A_CASE,
        *hearings.ON_A_CASE,
        *orders.ON_A_CASE,
        *corrections.ON_A_ROW,
        *visibility.ON_A_CASE,
        *sealing.ON_A_CASE,
        *destroying.ON_A_CASE,
    ),
    Charge: (
        *outcomes.ON_A_CHARGE,
        *charge_changes.ON_A_CHARGE,
        *corrections.ON_A_FACT,
        *sealing.ON_A_ROW,
        *destroying.ON_A_CHARGE,
    ),
    ChargeChange: corrections.ON_A_FACT,
    Disposition: (*outcomes.ON_A_DISPOSITION, *corrections.ON_A_FACT),
    Sentence: corrections.ON_A_FACT,
    CaseStatus: corrections.ON_A_FACT,
    ProtectiveOrder: (
        *orders.ON_AN_ORDER,
        *violations.ON_AN_ORDER,
        *corrections.ON_A_FACT,
    ),
    OrderEvent: corrections.ON_A_FACT,
    Party: (*sealing.ON_A_ROW, *destroying.ON_A_PARTY),
    DocketEntry: (
        *texts.ON_AN_ENTRY,
        *corrections.ON_A_ROW,
        *sealing.ON_A_ROW,
        *destroying.ON_AN_ENTRY,
    ),
    Hearing: (*hearings.ON_A_HEARING, *corrections.ON_A_ROW),
    Person: (*people.ON_A_PERSON, *corrections.ON_A_ROW),
    PersonMerge: people.ON_A_MERGE,
    Flag: flags.ON_A_FLAG,
}
