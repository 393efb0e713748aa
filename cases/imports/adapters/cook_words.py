"""Cook County's words in the record's: classes, events, dispositions, sentences.

A disposition that is not listed becomes UNMAPPED and is flagged; it is never guessed.
"""

LEVELS = {
    "M": "F-M",
    "X": "F-X",
    "1": "F-1",
    "2": "F-2",
    "3": "F-3",
    "4": "F-4",
    "A": "M-A",
    "B": "M-B",
    "C": "M-C",
    "P": "P",
}

INSTRUMENTS = {
    "Indictment": "INDICTMENT",
    "Direct Indictment": "INDICTMENT",
    "Re-Indictment": "INDICTMENT",
}

OUTCOMES = {
    "Nolle Prosecution": "NOLLE",
    "Plea Of Guilty": "CONV_PLEA",
    "Plea of Guilty - Amended Charge": "CONV_PLEA",
    "Plea of Guilty - Lesser Included": "CONV_LESSER",
    "Plea of Guilty But Mentally Ill": "CONV_PLEA",
    "Finding Guilty": "CONV_TRIAL",
    "Finding Guilty But Mentally Ill": "CONV_TRIAL",
    "Finding Guilty - Lesser Included": "CONV_LESSER",
    "Verdict Guilty": "CONV_TRIAL",
    "Verdict Guilty - Amended Charge": "CONV_TRIAL",
    "Verdict Guilty But Mentally Ill": "CONV_TRIAL",
    "Verdict Guilty - Lesser Included": "CONV_LESSER",
    "FNG": "ACQ",
    "Finding Not Guilty": "ACQ",
    "Verdict-Not Guilty": "ACQ",
    "FNG Reason Insanity": "ACQ_MDD",
    "Verdict-Not Guilty By Reason of Insanity": "ACQ_MDD",
    "FNPC": "DISM_U",
    "Case Dismissed": "DISM_U",
    "Death Suggested-Cause Abated": "ABATED",
    "Charge Vacated": "VACATED",
    "Transferred - Misd Crt": "TRANSFERRED",
}

PLEAS = {"Plea Of Guilty": "GUILTY"}

SPELLED_OUT = {
    "FNPC": "Finding of no probable cause",
    "FNG": "Finding of not guilty",
    "FNG Reason Insanity": "Finding of not guilty by reason of insanity",
    "BFW": "Bond forfeiture warrant",
}

# What happened in court without ending the charge: a line of the docket, and no outcome.
EVENTS = {
    "BFW": "WARRANT",
    "Mistrial Declared": "TRIAL",
    "Hold on Parole/Probation": "OTHER",
}

SENTENCES = {
    "Prison": "PRISON",
    "Jail": "JAIL",
    "Probation": "PROBATION",
    "2nd Chance Probation": "PROBATION",
    "Probation Terminated Satisfactorily": "OTHER",
}

UNITS = {
    "Year(s)": "YEARS",
    "Months": "MONTHS",
    "Days": "DAYS",
    "Hours": "HOURS",
    "Dollars": "USD",
    "Natural Life": "LIFE",
    "Death": "DEATH",
}
