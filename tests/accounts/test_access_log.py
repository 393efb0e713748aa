"""The access log: it sees every path, tells nothing confidential, and cannot be taken back."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client

from cases.accounts.kinds import ACCESS
from cases.accounts.models import Entry
from cases.accounts.review import SECTIONS
from cases.models import OrderEvent
from tests import world
from tests.accounts.people import PASSWORD, entries, minutes_pass, sign_in, staff, with_app
from tests.clerk.hands import file_page, history_page, page

pytestmark = pytest.mark.django_db
YEAR = 366 * 24 * 60


def run(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.rowcount


@pytest.fixture
def client():
    return Client()


@pytest.fixture
def of_role(db):
    def sign_in_as(name):
        client = Client()
        client.force_login(staff(name.split()[0].lower(), name))
        return client

    return sign_in_as


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE access_log SET who = 'somebody else'",
        "DELETE FROM access_log",
        "TRUNCATE access_log",
        "SET LOCAL courtledger.trim_access_log = 'on'; DELETE FROM access_log",
        "SET LOCAL courtledger.trim_access_log = 'on'; UPDATE access_log SET who = ''",
        "SET LOCAL courtledger.trim_access_log = 'on'; TRUNCATE access_log",
        "SET LOCAL pgtrigger.ignore = 'access_log_stands'; DELETE FROM access_log",
        "SET LOCAL session_replication_role = replica; DELETE FROM access_log",
    ],
)
def test_nobody_takes_a_line_back(attack):
    staff()
    assert entries("ACCOUNT_MADE")
    with pytest.raises(DatabaseError, match=r"The access log is not changed|permission denied"):
        run(attack)
    assert entries("ACCOUNT_MADE")


def test_neither_does_a_queryset():
    staff()
    for attack in (
        lambda: Entry.objects.update(who="somebody else"),
        lambda: Entry.objects.all().delete(),
        lambda: Entry.objects.bulk_update(
            [Entry(pk=entry.pk, who="x") for entry in Entry.objects.all()], ["who"]
        ),
    ):
        with pytest.raises(DatabaseError, match="is not changed"), transaction.atomic():
            attack()


def test_nobody_says_when_it_was_but_the_clock():
    run("INSERT INTO access_log (at, kind) VALUES ('2001-01-01', 'SIGNED_IN')")
    assert entries("SIGNED_IN")[0].at.year > 2020


def test_an_entry_of_no_known_kind_is_refused():
    with pytest.raises(DatabaseError, match="access_log_kind_is_known"):
        run("INSERT INTO access_log (kind) VALUES ('SLIPPED_IN')")


@pytest.mark.parametrize("kind", ACCESS.codes())
def test_the_database_knows_every_kind(kind):
    assert run(f"INSERT INTO access_log (kind) VALUES ('{kind}')") == 1


def test_every_kind_is_in_the_weekly_review_once():
    told = [code for _, codes in SECTIONS for code in codes]
    assert sorted(told) == sorted(ACCESS.codes())


def test_entries_older_than_a_year_are_deleted_by_the_command_alone(capsys):
    staff()
    minutes_pass(YEAR)
    with pytest.raises(DatabaseError, match="is not changed"):
        run("DELETE FROM access_log")
    run("INSERT INTO access_log (kind) VALUES ('SIGNED_IN')")
    call_command("trim_access_log", "--keep", "365")
    assert not entries("ACCOUNT_MADE")
    assert len(entries("SIGNED_IN", "TRIMMED")) == 2


def test_the_command_goes_no_further_than_a_year():
    with pytest.raises(CommandError, match="kept for 365 days at least"):
        call_command("trim_access_log", "--keep", "30")


@pytest.mark.parametrize(
    ("statement", "kind", "what"),
    [
        ("UPDATE auth_user SET password = 'x'", "PASSWORD_CHANGED", ""),
        ("UPDATE auth_user SET is_active = false", "ACCOUNT_OFF", ""),
        ("UPDATE auth_user SET is_superuser = true", "ACCOUNT_CHANGED", "superuser"),
        ("UPDATE auth_user SET username = 'other'", "ACCOUNT_CHANGED", "was called vesna"),
        ("DELETE FROM auth_user_groups", "ROLE_TAKEN", "Clerks"),
        ("DELETE FROM mfa_authenticator", "FACTOR_REMOVED", "authenticator app"),
        ("UPDATE mfa_authenticator SET data = '{}'", "FACTOR_ADDED", "authenticator app"),
    ],
)
def test_a_statement_past_every_page_is_seen(statement, kind, what):
    with_app(staff())
    run(statement)
    entry = entries(kind)[-1]
    assert entry.who == ""
    assert entry.what.startswith(what)
    assert "by a command or a statement" in entry.what


def test_a_permission_given_to_a_role_or_a_user_is_seen():
    user = staff()
    permission = Permission.objects.get(codename="add_seal")
    user.user_permissions.add(permission)
    Group.objects.get(name="Clerks").permissions.remove(
        Permission.objects.get(codename="add_charge")
    )
    assert entries("PERMISSION_GIVEN")[-1].what.startswith("add_seal")
    assert entries("PERMISSION_TAKEN")[-1].what.startswith("the role Clerks: add_charge")


def test_a_permission_is_not_moved_out_of_sight():
    staff()
    with pytest.raises(DatabaseError, match="never moved"):
        run("UPDATE auth_group_permissions SET permission_id = permission_id")


def test_what_a_user_administrator_does_is_in_their_name(of_role):
    user, keeper = staff("anouk"), of_role("User administrators")
    address = f"/admin/auth/user/{user.pk}/change/"
    sent = {"username": "anouk", "is_staff": "on", "password": "x", "groups": []}
    keeper.post(address, sent, REMOTE_ADDR="192.0.2.4")
    taken, off = entries("ROLE_TAKEN")[-1], entries("ACCOUNT_OFF")[-1]
    assert (taken.who, taken.whom, taken.what) == ("user", "anouk", "Clerks")
    assert (off.who, off.whom, off.address) == ("user", "anouk", "192.0.2.4")


def test_a_password_stored_anew_at_sign_in_is_told_apart_from_a_changed_one(client, settings):
    staff()
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher", *settings.PASSWORD_HASHERS,
    ]  # fmt: skip
    before = len(entries("PASSWORD_CHANGED"))
    sign_in(client, "vesna")
    assert [entry.whom for entry in entries("PASSWORD_REHASHED")] == ["vesna"]
    new = "another maple lantern"
    given = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    client.post("/admin/account/password/", given)
    changed = entries("PASSWORD_CHANGED")[before:]
    assert [(entry.who, entry.whom) for entry in changed] == [("vesna", "vesna")]


def test_a_page_that_is_refused_is_logged_without_what_was_asked(of_role):
    keeper = of_role("User administrators")
    keeper.get("/admin/cases/case/?q=Ibanez")
    (entry,) = entries("REFUSED")
    assert (entry.who, entry.what) == ("user", "GET /admin/cases/case/")


def test_a_form_without_its_token_is_logged_as_refused():
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff())
    client.post("/admin/draft/", {})
    assert len(entries("REFUSED")) == 1


def test_who_opens_a_sealed_case_is_logged_and_who_opens_another_is_not(of_role):
    auditor, case = of_role("Auditors"), world.case()
    sealed = world.sealed(world.charge().case)
    for address in (page(case), file_page(case)):
        auditor.get(address)
    assert not entries("READ")
    auditor.get(file_page(sealed))
    (entry,) = entries("READ")
    assert (entry.who, entry.what) == ("auditors", f"a sealed case: {file_page(sealed)}")


def test_who_opens_a_protected_person_is_logged(of_role):
    case = world.case()
    protected = world.person("Tove Marisdatter")
    world.order(case, world.defendant(case), [protected])
    supervisor = of_role("Supervisors")
    supervisor.get(page(world.person()))
    supervisor.get(page(protected))
    (entry,) = entries("READ")
    assert entry.what == f"a protected person: {page(protected)}"
    assert "Tove" not in entry.what


def test_who_opens_a_protective_order_is_logged_and_so_are_what_was_done_to_it_and_whom_it_protects(
    of_role,
):
    case, protected = world.case(), world.person("Tove Marisdatter")
    order = world.order(case, world.defendant(case), [protected])
    event = OrderEvent.objects.create(order=order, act="ISSUED", rests_on="COURT_ORDER")
    party = world.party(case, "PROT", protected)
    auditor = of_role("Auditors")
    for row in (order, event, party, world.entry(case)):
        auditor.get(page(row))
    assert [entry.what for entry in entries("READ")] == [
        f"a protective order: {page(order)}",
        f"a protective order: {page(event)}",
        f"a protected person: {page(party)}",
    ]


def test_the_history_of_a_case_with_an_order_is_logged_and_that_of_another_is_not(of_role):
    ordered, plain = world.order().case, world.case()
    auditor = of_role("Auditors")
    for case in (ordered, plain):
        assert auditor.get(history_page(case)).status_code == 200
        auditor.get(file_page(case))
    assert [entry.what for entry in entries("READ")] == [
        f"a protective order: {history_page(ordered)}"
    ]


def test_who_compares_a_protected_person_with_another_is_logged(of_role):
    case, protected = world.case(), world.person("Tove Marisdatter")
    world.order(case, world.defendant(case), [protected])
    address = f"/admin/cases/person/{world.person().pk}/compare/?other={protected.pk}"
    assert of_role("Supervisors").get(address).status_code == 200
    (entry,) = entries("READ")
    assert entry.what == f"a protected person: {address.partition('?')[0]}"


def test_the_week_tells_which_confidential_pages_were_opened_and_by_whom(of_role):
    case, sealed = world.case(), world.sealed(world.charge().case)
    order = world.order(case, world.defendant(case))
    auditor, supervisor = of_role("Auditors"), of_role("Supervisors")
    for address in (page(order), page(order), file_page(sealed)):
        auditor.get(address)
    supervisor.get(page(order))
    minutes_pass(7 * 24 * 60)
    week = "/admin/accounts/review/week/"
    shown = auditor.get(week)
    (told,) = [lines for title, lines in shown.context["sections"] if "confidential" in title]
    lines = [f"{line.count} {line.words}" for line, _ in told]
    assert lines == [
        "4 confidential pages read",
        "3 times a protective order was opened",
        "1 time a sealed case was opened",
        "3 confidential pages opened by auditors",
        "1 confidential page opened by supervisors",
    ]
    counts = [auditor.get(link).context["cl"].result_count for _, link in told]
    assert counts == [4, 3, 1, 3, 1]
    assert all(line in shown.content.decode() for line in lines)
    assert "was opened" not in of_role("User administrators").get(week).content.decode()


def test_an_export_is_logged_with_its_count_and_without_what_it_was_narrowed_by(of_role):
    for name in ("Darío Ibáñez", "Tove Ibáñez", "Ole Brandt"):
        world.defendant(who=world.person(name))
    of_role("Auditors").get("/admin/cases/case/csv/?q=Ibanez")
    (entry,) = entries("EXPORTED")
    assert entry.what == "the list of cases, 2 rows"


def test_what_is_confidential_in_it_is_for_those_who_may_read_the_seals(of_role):
    sealed = world.sealed(world.charge().case)
    auditor, keeper = of_role("Auditors"), of_role("User administrators")
    auditor.get(file_page(sealed))
    address = "/admin/accounts/entry/"
    assert "a sealed case" in auditor.get(address).content.decode()
    assert "a sealed case" not in keeper.get(address).content.decode()
    assert entries("READ")[0].pk
    assert keeper.get(f"{address}{entries('READ')[0].pk}/change/").status_code == 302


def test_a_clerk_does_not_read_the_log(of_role):
    clerk = of_role("Clerks")
    assert clerk.get("/admin/accounts/entry/").status_code == 403
    assert clerk.get("/admin/accounts/review/week/").status_code == 403


@pytest.mark.parametrize("role", ["Auditors", "Supervisors", "User administrators"])
def test_the_week_is_told_in_words_with_lists_and_signed_once(role, of_role, client):
    staff()
    for _ in range(4):
        sign_in(client, "vesna", "guess")
    minutes_pass(7 * 24 * 60)
    reader = of_role(role)
    address = "/admin/accounts/review/week/"
    shown = reader.get(address)
    told = shown.content.decode()
    assert "4 sign-ins refused for their name or password" in told
    assert "4 failures of vesna" in told
    (link,) = [each for _, lines in shown.context["sections"] for told, each in lines
               if told.asked["kind"] == "PASSWORD_WRONG"]  # fmt: skip
    assert reader.get(link).context["cl"].result_count == 4
    for _ in range(2):
        reader.post(address, {"note": "Vesna forgot it."})
    again = reader.get(address).content.decode()
    assert again.count("Vesna forgot it.") == 1
    assert len(entries("REVIEWED")) == 1


def test_a_week_that_is_not_over_is_not_signed(of_role):
    auditor = of_role("Auditors")
    this_week = Entry.objects.latest("pk").at.date().isoformat()
    auditor.post(f"/admin/accounts/review/week/?week={this_week}", {"note": "Early."})
    assert not entries("REVIEWED")


def test_deleting_an_account_leaves_what_it_did():
    user = staff()
    user.groups.clear()
    User.objects.filter(pk=user.pk).delete()
    assert entries("ACCOUNT_GONE")[0].whom == "vesna"
    assert entries("ACCOUNT_MADE")[0].whom == "vesna"
