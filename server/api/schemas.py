"""What the field app sends and gets: shapes, checked at the door."""

from __future__ import annotations

from marshmallow import fields, validate

from server.actions.shapes import AnnouncedShape, Shape, Words, plain


class EnrolmentShape(Shape):
    """A one-time code, and what the phone calls itself."""

    code = fields.String(required=True, validate=[validate.Length(1, 100), plain])
    label = Words(load_default="", validate=validate.Length(max=200))
    platform = Words(load_default="", validate=validate.Length(max=500))


class DraftShape(Shape):
    """A draft without its answers."""

    instance_id = fields.String(
        required=True, validate=[validate.Length(1, 200), plain]
    )
    form_id = fields.String(required=True, validate=[validate.Length(1, 200), plain])
    begun_on = fields.Date(required=True)


class DraftsShape(Shape):
    """What lies unsent on a phone."""

    drafts = fields.List(
        fields.Nested(DraftShape), required=True, validate=validate.Length(max=2000)
    )


class SubmissionShape(Shape):
    """Answers and the manifest of their files; the bytes of the files follow."""

    xml = fields.String(required=True, validate=[validate.Length(1), plain])
    files = fields.List(
        fields.Nested(AnnouncedShape),
        load_default=[],
        validate=validate.Length(max=2000),
    )
    device_time = fields.AwareDateTime(load_default=None, allow_none=True)


class OpeningShape(Shape):
    """A phone's sealed key, and the public key that the answer is sealed to."""

    sealed = fields.String(required=True, validate=[validate.Length(1, 2000), plain])
    reply_to = fields.String(required=True, validate=[validate.Length(1, 100), plain])


class ChangesQuery(Shape):
    """Where the phone stands in the feed."""

    cursor = fields.String(load_default=None, validate=validate.Length(max=300))
