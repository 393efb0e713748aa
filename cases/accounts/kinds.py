"""What the access log tells: each kind of entry, its words, and whether something was refused."""

from dataclasses import dataclass

from cases.kinds import Kind, Vocabulary


@dataclass(frozen=True, kw_only=True)
class Access(Kind):
    """A kind of entry; `counted` completes the sentence of a week: "3 sign-ins"."""

    is_refusal: bool = False
    counted: str = ""


ACCESS = Vocabulary(
    "kind of access",
    Access(code="SIGNED_IN", label="Signed in", counted="sign-ins"),
    Access(
        code="PASSWORD_WRONG",
        label="Sign-in refused: name or password",
        is_refusal=True,
        counted="sign-ins refused for their name or password",
    ),
    Access(
        code="CODE_WRONG",
        label="Second factor refused",
        is_refusal=True,
        counted="second factors refused",
    ),
    Access(
        code="STILL_LOCKED",
        label="Sign-in refused: locked",
        is_refusal=True,
        counted="sign-ins refused because of a lock",
    ),
    Access(
        code="LOCKED_OUT",
        label="Account locked",
        is_refusal=True,
        counted="accounts locked after too many failures",
    ),
    Access(code="RELEASED", label="Lock released", counted="locks released by hand"),
    Access(code="SIGNED_OUT", label="Signed out", counted="sign-outs"),
    Access(code="LAPSED", label="Session ended by time", counted="sessions ended by time"),
    Access(code="CONFIRMED", label="Proved once more who they are", counted="renewed proofs"),
    Access(code="REFUSED", label="Page refused", is_refusal=True, counted="pages refused"),
    Access(code="READ", label="Read what is confidential", counted="confidential pages read"),
    Access(code="EXPORTED", label="Took an export", counted="exports taken"),
    Access(code="ACCOUNT_MADE", label="Account made", counted="accounts made"),
    Access(code="ACCOUNT_CHANGED", label="Account changed", counted="accounts changed"),
    Access(code="ACCOUNT_OFF", label="Account switched off", counted="accounts switched off"),
    Access(
        code="ACCOUNT_UNUSED",
        label="Account switched off: nobody used it",
        counted="accounts switched off because nobody used them",
    ),
    Access(code="ACCOUNT_ON", label="Account switched on", counted="accounts switched on"),
    Access(code="ACCOUNT_GONE", label="Account deleted", counted="accounts deleted"),
    Access(code="PASSWORD_CHANGED", label="Password changed", counted="passwords changed"),
    Access(
        code="PASSWORD_REHASHED",
        label="Same password, stored anew",
        counted="passwords stored anew",
    ),
    Access(code="FACTOR_ADDED", label="Second factor added", counted="second factors added"),
    Access(code="FACTOR_REMOVED", label="Second factor removed", counted="second factors removed"),
    Access(code="ROLE_GIVEN", label="Role given", counted="roles given"),
    Access(code="ROLE_TAKEN", label="Role taken away", counted="roles taken away"),
    Access(code="PERMISSION_GIVEN", label="Permission given", counted="permissions given"),
    Access(code="PERMISSION_TAKEN", label="Permission taken away", counted="permissions taken"),
    Access(code="REVIEWED", label="Log reviewed", counted="reviews signed"),
    Access(code="TRIMMED", label="Old entries deleted", counted="deletions of old entries"),
)
# Failures that count toward a lock, and what a new count begins after.
GUESSES = ("PASSWORD_WRONG", "CODE_WRONG")
FRESH_STARTS = ("SIGNED_IN", "CONFIRMED", "LOCKED_OUT", "RELEASED")
# Told only to those who may read the seals: it tells what is sealed.
CONFIDENTIAL = ("READ", "EXPORTED")
