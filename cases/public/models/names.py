"""Who is named in published cases, and the rows that a search by name starts from."""

from django.db import models


class PublishedPerson(models.Model):
    """A person or organization whose name is published in at least one published case."""

    key = models.UUIDField(primary_key=True, help_text="Stable, opaque key of the person.")
    kind = models.CharField(max_length=24, help_text="Person or organization.")
    name = models.TextField(help_text="The name as the record spells it.")
    surname = models.CharField(max_length=150, help_text="The surnames in it; may be empty.")
    sort_name = models.CharField(
        max_length=300, db_collation="C", help_text="Surnames first, small letters, no accents."
    )
    also = models.JSONField(help_text="Other published names: kind and name of each.")
    words = models.TextField(help_text="The words of all names, small letters, spaces around.")

    class Meta:
        db_table = "published_person"
        indexes = [models.Index(fields=["sort_name", "key"], name="published_person_by_name")]

    def __str__(self) -> str:
        return self.name


class PublishedName(models.Model):
    """Two words of one person's names, in one case: every pair has its row, in the order of the
    alphabet, so that any two words asked for are one stretch of an index."""

    pk = models.CompositePrimaryKey("case_key", "person_key", "word", "beside")
    word = models.CharField(
        max_length=100, db_collation="C", help_text="Small letters, no accents."
    )
    beside = models.CharField(
        max_length=100, db_collation="C", help_text="Another word; empty if the name has only one."
    )
    case_key = models.UUIDField(help_text="Key of the case.")
    person_key = models.UUIDField(help_text="Stable, opaque key of the person.")
    filed_order = models.DateField(help_text="Filing day of the case; 0001-01-01 if unknown.")
    place = models.DateField(
        help_text="Where it stands among hits: newest filed first, after 4000 years if both words"
        " are of the name itself, so that those come before other names."
    )
    # Every word of a person has one row of the case that stands for it.
    shows_word = models.BooleanField(help_text="Whether a search for `word` alone reads this row.")
    shows_beside = models.BooleanField(help_text="The same for `beside`.")
    kind = models.BigIntegerField(help_text="Which cases it is counted with; see PublishedKind.")
    roles = models.CharField(max_length=120, help_text="Roles in the case, spaces between.")

    class Meta:
        db_table = "published_name"
        indexes = [
            models.Index(
                fields=["word", "beside", "place", "case_key"],
                include=["kind", "filed_order"],
                name="published_name_by_pair",
            ),
            models.Index(
                fields=["word", "place", "case_key"],
                include=["kind", "filed_order"],
                condition=models.Q(shows_word=True),
                name="published_name_by_word",
            ),
            models.Index(
                fields=["beside", "place", "case_key"],
                include=["kind", "filed_order"],
                condition=models.Q(shows_beside=True),
                name="published_name_by_beside",
            ),
            models.Index(
                fields=["person_key", "filed_order", "case_key"], name="published_name_by_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.word} {self.beside}".strip()


class PublishedSpelling(models.Model):
    """A word of a published name as itself, with any one letter left out, and as it sounds. Two
    words that share a spelling are one slip of the pen apart, or are taken for each other by
    ear."""

    pk = models.CompositePrimaryKey("spelling", "word")
    spelling = models.CharField(max_length=100, db_collation="C")
    word = models.CharField(max_length=100, db_collation="C")

    class Meta:
        db_table = "published_spelling"
        indexes = [
            models.Index(fields=["word"], name="published_spelling_by_word"),
            models.Index(
                fields=["word"],
                condition=models.Q(spelling=models.F("word")),
                name="published_spelling_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.spelling
