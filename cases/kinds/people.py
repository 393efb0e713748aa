"""Who people are to a case and to each other, and whose name the public may read."""

from dataclasses import dataclass

from cases.kinds import Kind, Vocabulary

PERSON_KINDS = Vocabulary(
    "kind of person",
    Kind(code="PERSON", label="Person"),
    Kind(code="ORGANIZATION", label="Organization"),
)

NAME_KINDS = Vocabulary(
    "kind of name",
    Kind(code="ALIAS", label="Also known as"),
    Kind(code="MAIDEN", label="Maiden name"),
    Kind(code="FORMER", label="Former name"),
    Kind(code="SPELLING", label="Also spelled"),
)


@dataclass(frozen=True, kw_only=True)
class Role(Kind):
    """A party's role. `public` is NAME (row and name are published), ROW (the row, with the
    name withheld) or NONE (the public cannot tell that such a party exists)."""

    public: str


ROLES = Vocabulary(
    "party role",
    Role(code="DEF", label="Defendant", public="NAME"),
    Role(code="STATE", label="Prosecuting entity", public="NAME"),
    Role(code="PET", label="Petitioner", public="ROW"),
    Role(code="RES", label="Respondent", public="ROW"),
    Role(code="PLT", label="Plaintiff", public="ROW"),
    Role(code="VIC", label="Victim", public="ROW"),
    Role(code="MVIC", label="Minor victim", public="NONE"),
    Role(code="PROT", label="Protected person", public="NONE"),
    Role(code="WIT", label="Witness", public="NONE"),
    Role(code="MINOR", label="Minor", public="NONE"),
    Role(code="GAL", label="Guardian ad litem", public="NONE"),
    Role(code="ATTY_PROS", label="Prosecuting attorney", public="NAME"),
    Role(code="ATTY_DEF", label="Defense attorney", public="NAME"),
    Role(code="PUBDEF", label="Public defender", public="NAME"),
    Role(code="ATTY_PET", label="Attorney for the petitioner", public="NONE"),
    Role(code="ATTY_RES", label="Attorney for the respondent", public="NONE"),
    Role(code="JUDGE", label="Judge", public="NAME"),
    Role(code="SURETY", label="Surety", public="NONE"),
    Role(code="NEXTFRIEND", label="Next friend", public="NONE"),
    Role(code="DECEDENT", label="Decedent", public="ROW"),
    Role(code="OTHER", label="Other", public="NONE"),
)

# A court may never decide to show these, whatever its order says.
NEVER_NAMED = ["MVIC", "PROT", "WIT", "MINOR", "GAL", "NEXTFRIEND"]


def roles_published_as(*levels: str) -> list[str]:
    """Codes of the roles whose `public` is one of these levels."""
    return [role.code for role in ROLES if role.public in levels]


PUBLIC_NAMES = Vocabulary(
    "decision on a party's name",
    Kind(code="", label="The role's default"),
    Kind(code="SHOW", label="Show the name, by a recorded decision of the court"),
    Kind(code="HIDE", label="Withhold the name"),
)

PARTY_VISIBILITIES = Vocabulary(
    "party visibility",
    Kind(code="PUBLIC", label="As the role has it"),
    Kind(code="SEALED", label="Sealed: not even that there is such a party may be disclosed"),
)

PERSON_RELATIONS = Vocabulary(
    "relation between people",
    Kind(code="SPOUSE_OF", label="spouse of"),
    Kind(code="PARENT_OF", label="parent of"),
    Kind(code="EMPLOYEE_OF", label="employee of"),
    Kind(code="OTHER", label="other relation to"),
)
