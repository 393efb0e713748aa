"""The column types that every noun of the record shares."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Now

from cases.kinds import Kind, Vocabulary


class KindField(models.CharField):  # type: ignore[type-arg]
    """A code out of a vocabulary.

    The vocabulary gives forms their choices and the model its label. Migrations see a plain
    text column: a new code changes the named check constraint and nothing else.
    """

    def __init__(self, *args: Any, vocabulary: Vocabulary[Any] | None = None, **kwargs: Any):
        self.vocabulary = vocabulary
        kwargs.setdefault("max_length", 24)
        if vocabulary is not None:
            kwargs["choices"] = vocabulary.choices()
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, "django.db.models.CharField", args, kwargs


def known(field: str, vocabulary: Vocabulary[Kind] | Vocabulary[Any]) -> models.CheckConstraint:
    """A constraint that the column holds a code of its vocabulary and nothing else."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": vocabulary.codes()}),
        name=f"%(class)s_{field}_is_known",
        violation_error_message=(
            f"Unknown {vocabulary.name}. Choose one of: {', '.join(vocabulary.codes())}."
        ),
    )


class RecordNow(Now):
    """The moment of recording as the database tells it.

    `record_now()` is the statement clock, but a demonstration may replay an invented past:
    see the function in migration 0001.
    """

    template = "record_now()"

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template=self.template, **extra)


class NumberWords(models.Func):
    """The pieces of a number, and all of it: what it is found by, however it is spelled."""

    function = "number_words"
    output_field = ArrayField(models.TextField())


class Words(models.Func):
    """An array of words in the form that an index finds them by, whole or by how they begin."""

    function = "array_to_tsvector"
    output_field = SearchVectorField()
