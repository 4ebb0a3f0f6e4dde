"""What a phone says of its files, in a request or in a bundle: checked at the door."""

from __future__ import annotations

from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from forms.text import clean

SHA256 = validate.Regexp(r"^[0-9a-f]{64}$")
SOURCES = ("in_page_camera", "input_camera", "gallery", "unknown")


def plain(text: str) -> None:
    """Refuse NUL and halves of surrogate pairs, which nothing can keep."""
    if any(c == "\0" or "\ud800" <= c <= "\udfff" for c in text):
        raise ValidationError("Not plain text.")


class Words(fields.String):
    """Text that people typed: composed, and without what nothing can keep."""

    def _deserialize(self, value: Any, *told: Any, **more: Any) -> str:
        return clean(super()._deserialize(value, *told, **more))


class Shape(Schema):
    """A shape that overlooks what a newer phone may send beside it."""

    class Meta:
        """What is unknown is left out."""

        unknown = EXCLUDE


class PlaceShape(Shape):
    """Where a photo was taken: WGS-84 degrees, metres, seconds."""

    lat = fields.Float(required=True, validate=validate.Range(-90, 90))
    lon = fields.Float(required=True, validate=validate.Range(-180, 180))
    acc = fields.Float(load_default=None, allow_none=True)
    age_s = fields.Float(load_default=None, allow_none=True)


class AnnouncedShape(Shape):
    """A file of the manifest."""

    name = fields.String(required=True, validate=[validate.Length(1, 300), plain])
    sha256 = fields.String(required=True, validate=SHA256)
    size = fields.Integer(required=True, validate=validate.Range(1, 2**31 - 1))
    mime = Words(load_default="", validate=validate.Length(max=80))
    captured_at = fields.AwareDateTime(load_default=None, allow_none=True)
    source = fields.String(load_default="unknown", validate=validate.OneOf(SOURCES))
    gps = fields.Nested(PlaceShape, load_default=None, allow_none=True)
