"""What the desk draws by hand or by other templates looks as Django draws it."""

import pytest
from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminSplitDateTime
from django.forms.renderers import get_default_renderer
from django.test.html import parse_html

from cases.admin.widgets import QUICK

KINDS = [
    ("", "---------"),
    ("A&B", "Assault & <battery>"),
    (7, "A number"),
    ("Under a heading", [("x", "Of it"), ("y", 'A "quoted" one')]),
]


@pytest.mark.parametrize("value", ["", "A&B", "7", "y", None, "gone"])
def test_a_select_is_drawn_as_ever(value):
    widget = forms.Select(choices=KINDS, attrs={"aria-label": 'Kind of "act"', "required": True})
    assert_alike(widget, value)


@pytest.mark.parametrize(
    ("widget", "value"),
    [
        (forms.TextInput(attrs={"class": "vTextField"}), '<b>"&'),
        (forms.Textarea(attrs={"rows": 3}), "Two\nlines & more"),
        (forms.HiddenInput(), "12"),
        (forms.CheckboxInput(), True),
        (forms.CheckboxSelectMultiple(choices=KINDS), ["x", "A&B"]),
        (AdminDateWidget(), "2024-08-19"),
        (AdminSplitDateTime(), None),
    ],
)
def test_other_widgets_are_drawn_as_ever(widget, value):
    assert_alike(widget, value)


def assert_alike(widget, value):
    own, usual = (
        parse_html(widget.render("asked", value, {"id": "id_asked"}, renderer))
        for renderer in (QUICK, get_default_renderer())
    )
    assert own == usual
