"""What a searchable select offers: where a desk tells namesakes apart, in those words."""

from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView


class Offers(AutocompleteJsonView):
    """The rows that are offered, told apart in one question for all of them."""

    told: dict[Any, str]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        tell = getattr(self.model_admin, "told_apart", None)
        self.told = tell(context["object_list"], self.request) if tell else {}
        return context

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        offered: dict[str, str] = super().serialize_result(obj, to_field_name)  # type: ignore[misc]
        return {**offered, "text": self.told.get(obj.pk, offered["text"])}
