"""What this library refuses, by name.

::

    MediaError
    ├── StoreError
    │   ├── BadRoom            the room key is not one of ours
    │   ├── EmptyBlob          a file of no bytes is no evidence
    │   ├── HashMismatch       the bytes are not the ones that were announced
    │   ├── BlobMissing        nothing is kept under this hash
    │   ├── BlobDamaged        what is kept no longer has this hash
    │   ├── StoreFull          no room on the disk; nothing was changed
    │   └── StoreUnavailable   the storage did not do as it was told
    │       └── StoreHalted    a sync to disk failed; an operator must look
    ├── UploadError
    │   ├── UploadMissing      no such upload, or its time is over
    │   ├── OffsetConflict     the piece does not begin where the last one ended
    │   ├── ChecksumMismatch   the piece arrived damaged and was dropped whole
    │   ├── BadChecksum        the checksum header cannot be read
    │   ├── UploadTooLong      more bytes than were announced
    │   ├── UploadUnfinished   fewer bytes than were announced
    │   └── UploadTakenOver    a newer request carries this upload on
    └── Undecodable            the photograph is kept, but cannot be shown small
"""


class MediaError(Exception):
    """A refusal with a stable ``code`` and the values its sentence needs."""

    code = "media"

    def __init__(self, **values: object) -> None:
        super().__init__(self.code, values)
        self.values = values


class StoreError(MediaError):
    """The store refuses."""

    code = "store"


class BadRoom(StoreError):
    """The room key is not made of 16 to 64 characters of ``a-z0-9``."""

    code = "bad_room"


class EmptyBlob(StoreError):
    """A file of no bytes is no evidence."""

    code = "empty_file"


class HashMismatch(StoreError):
    """The bytes are not those announced; values: ``expected``, ``actual``."""

    code = "hash_mismatch"


class BlobMissing(StoreError):
    """Nothing is kept under this hash; values: ``sha256``."""

    code = "blob_missing"


class BlobDamaged(StoreError):
    """What is kept has another hash by now; values: ``sha256``, ``actual``."""

    code = "blob_damaged"


class StoreFull(StoreError):
    """The disk is full; nothing was acknowledged and nothing changed."""

    code = "storage_full"


class StoreUnavailable(StoreError):
    """The storage did not answer as it must; values: ``reason``."""

    code = "storage_unavailable"


class StoreHalted(StoreUnavailable):
    """A sync to disk failed: this process writes nothing more until restarted."""

    code = "storage_halted"


class UploadError(MediaError):
    """An upload in pieces is refused."""

    code = "upload"


class UploadMissing(UploadError):
    """No such upload, or it expired."""

    code = "upload_missing"


class OffsetConflict(UploadError):
    """The piece begins elsewhere; values: ``offset`` (where the upload stands)."""

    code = "offset_conflict"


class ChecksumMismatch(UploadError):
    """The piece was damaged on its way; nothing of it is kept."""

    code = "checksum_mismatch"


class BadChecksum(UploadError):
    """The checksum header is unreadable or names an algorithm we do not know."""

    code = "bad_checksum"


class UploadTooLong(UploadError):
    """The piece runs past the announced length; nothing of it is kept."""

    code = "upload_too_long"


class UploadUnfinished(UploadError):
    """The upload is not whole yet; values: ``offset``, ``length``."""

    code = "upload_unfinished"


class UploadTakenOver(UploadError):
    """A newer request carries this upload on; this one writes no more."""

    code = "upload_taken_over"


class Undecodable(MediaError):
    """The photograph cannot be shown small; values: ``reason``."""

    code = "no_preview"
