"""What stands in the database against what should: each difference in words, and its remedy."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from cases.grants import masks
from cases.grants.rights import (
    APP,
    EVERYBODY,
    LENT,
    PUBLIC,
    READER,
    SETTINGS,
    Right,
    rights,
)

ROLES = (APP, PUBLIC, READER)
GIVEN = """
    WITH object (kind, name, owner, acl) AS (
        SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
            c.oid::regclass::text, relowner, relacl
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE nspname IN ('public', 'masked') AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
        UNION ALL
        SELECT 'COLUMN', format('%s.%I', c.oid::regclass, a.attname), c.relowner, a.attacl
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE nspname IN ('public', 'masked') AND a.attacl IS NOT NULL
        UNION ALL
        SELECT 'FUNCTION', p.oid::regprocedure::text, p.proowner,
            coalesce(p.proacl, acldefault('f', p.proowner))
        FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
        UNION ALL
        SELECT 'SCHEMA', nspname, nspowner, nspacl FROM pg_namespace
        WHERE nspname IN ('public', 'masked')
        UNION ALL
        SELECT 'DATABASE', format('%I', datname), datdba, coalesce(datacl, acldefault('d', datdba))
        FROM pg_database WHERE datname = current_database()
    )
    SELECT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee) END,
        o.kind, o.name, a.privilege_type
    FROM object o CROSS JOIN LATERAL aclexplode(o.acl) a
    WHERE a.grantee <> o.owner AND NOT (o.kind = 'DATABASE' AND a.privilege_type = 'CONNECT')
"""
RELATIONS = """
    SELECT c.oid::regclass::text
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE nspname IN ('public', 'masked') AND relkind IN ('r', 'p', 'v', 'm')
"""
# Only what runs with its caller's rights, and the few that are meant to lend the owner's; one of a
# trigger could be hung on a table of one's own.
FUNCTIONS = """
    SELECT p.oid::regprocedure::text, p.proname FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.prorettype <> 'trigger'::regtype
        AND (NOT p.prosecdef OR p.proname = ANY (%s))
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""
# A trigger that looks its tables up by the caller's path could be shown others.
LOOSE = """
    SELECT p.oid::regprocedure::text FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.prorettype = 'trigger'::regtype
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
        AND NOT (p.prosecdef
            AND coalesce(p.proconfig, '{}') @> ARRAY['search_path=public, pg_temp'])
    ORDER BY 1
"""
MASKED = "SELECT obj_description(to_regnamespace('masked'), 'pg_namespace')"
VIEWS = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'masked' AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
"""
STANDING = """
    SELECT r.rolname, r.rolcanlogin AND NOT (r.rolsuper OR r.rolcreatedb OR r.rolcreaterole
            OR r.rolreplication OR r.rolbypassrls),
        coalesce(r.rolconfig, '{}'),
        ARRAY(SELECT format('%%I', pg_get_userbyid(m.roleid))
              FROM pg_auth_members m WHERE m.member = r.oid)
    FROM pg_roles r WHERE r.rolname = ANY (%s)
"""


@dataclass(frozen=True)
class Difference:
    """Something that is not as it should be, and the statement that mends it."""

    said: str
    sql: str
    done: str


def differences() -> list[Difference]:
    """All that is amiss, in the order in which it can be mended."""
    return [*_of_roles(), *_of_triggers(), *_of_masks(), *_of_rights()]


def is_migrated() -> bool:
    """Whether there is a record here at all."""
    return bool(_rows("SELECT to_regclass('public.court_case') IS NOT NULL")[0][0])


def _of_roles() -> Iterator[Difference]:
    there = {row[0]: row[1:] for row in _rows(STANDING, [list(ROLES)])}
    for role in ROLES:
        if role not in there:
            yield Difference(
                f"There is no role {role}.", f"CREATE ROLE {role} LOGIN", f"made the role {role}"
            )
        plain, config, member_of = there.get(role, (True, [], []))
        if not plain:
            yield Difference(
                f"{role} may more than log in: make databases or roles, or pass over rights.",
                f"ALTER ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION "
                "NOBYPASSRLS",
                f"took from {role} what no role but an administrator's may",
            )
        for other in member_of:
            yield Difference(
                f"{role} may act as {other}.",
                f"REVOKE {other} FROM {role}",
                f"took from {role} the rights of {other}",
            )
        yield from _of_settings(role, config)


def _of_settings(role: str, config: list[str]) -> Iterator[Difference]:
    stands = dict(line.split("=", 1) for line in config)
    for name, value in SETTINGS[role].items():
        if stands.get(name) != value:
            yield Difference(
                f"{role}: {name} is {stands.get(name, 'not set')}, not {value}.",
                f"ALTER ROLE {role} SET {name} = {quoted(value)}",
                f"set {name} of {role} to {value}",
            )


def quoted(value: str) -> str:
    """A setting's value; of a list, each part."""
    return ", ".join(f"'{part}'" for part in value.split(", "))


def _of_triggers() -> Iterator[Difference]:
    for (signature,) in _rows(LOOSE):
        yield Difference(
            f"The trigger function {signature} runs with the rights and path of whoever writes.",
            f"ALTER FUNCTION {signature} SECURITY DEFINER SET search_path = public, pg_temp",
            f"closed the trigger function {signature}",
        )


def _of_masks() -> Iterator[Difference]:
    names = {row[0] for row in _rows(VIEWS)}
    if _rows(MASKED)[0][0] != masks.wanted() or names != masks.views().keys():
        yield Difference(
            "What auditors read does not follow from the policy.",
            masks.script(),
            "made the views of auditors",
        )


def _of_rights() -> Iterator[Difference]:
    relations = {row[0] for row in _rows(RELATIONS)}
    database = str(_rows("SELECT format('%I', current_database())")[0][0])
    wanted = rights(relations, dict(_rows(FUNCTIONS, [list(LENT)])), database)
    given = {Right(*row) for row in _rows(GIVEN) if row[0] in (*ROLES, EVERYBODY)}
    for right in sorted(given - wanted):
        yield Difference(f"{right}: given, and not meant.", revoked(right), f"took {right}")
    for right in sorted(wanted - given):
        yield Difference(
            f"{right}: not given.",
            f"GRANT {right.does} ON {right.kind} {right.name} TO {right.role}",
            f"gave {right}",
        )


def revoked(right: Right) -> str:
    """The statement that takes a right away again."""
    does, kind, name = right.does, right.kind, right.name
    if kind == "COLUMN":
        name, column = name.rsplit(".", 1)
        does, kind = f"{does} ({column})", "TABLE"
    return f"REVOKE {does} ON {kind} {name} FROM {right.role} CASCADE"


def _rows(sql: str, given: list[Any] | None = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        found: list[Any] = cursor.fetchall()
    return found
