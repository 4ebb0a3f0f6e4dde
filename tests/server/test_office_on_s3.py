"""The same office with its photographs in a bucket of a real S3 server."""

import io
import uuid
from contextlib import suppress

import boto3
import pytest
from botocore.config import Config
from sqlalchemy import select

from forms.workbook import compile_source
from server import config, schema
from server.actions import campaigns, devices, forms
from server.actions.access import SYSTEM
from server.actions.inspection import by_reading, damages
from server.app import create_app
from server.db import reading, writing
from server.jobs import drain
from server.models import Attachment, Campaign, Team
from tests.actors.photos import photo
from tests.server.conftest import close
from tests.services import swift

BUCKET = "office-evidence"
FORM = """<h:html xmlns="http://www.w3.org/2002/xforms"
 xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>Roofs</h:title><model>
 <instance><data id="roofs" version="1"><photo/><meta><instanceID/></meta></data>
 </instance><bind nodeset="/data/photo" type="binary"/></model></h:head>
 <h:body><upload ref="/data/photo" mediatype="image/*"><label>Photo</label></upload>
 </h:body></h:html>"""

pytestmark = pytest.mark.s3


@pytest.fixture
def bucket():
    try:
        account = swift.server()
    except swift.NoSwift as missing:
        pytest.skip(str(missing))
    client = boto3.client(
        "s3",
        endpoint_url=account.endpoint,
        region_name=account.region,
        aws_access_key_id=account.access_key,
        aws_secret_access_key=account.secret_key,
        config=Config(s3={"addressing_style": "path"}),
    )
    with suppress(client.exceptions.BucketAlreadyOwnedByYou):
        client.create_bucket(Bucket=BUCKET)
    return account


@pytest.fixture
def app(bucket, tmp_path):
    told = {
        "CHAFANG_DATA": str(tmp_path / "data"),
        "CHAFANG_S3_BUCKET": BUCKET,
        "CHAFANG_S3_ENDPOINT": bucket.endpoint,
        "CHAFANG_S3_REGION": bucket.region,
        "CHAFANG_S3_ACCESS_KEY": bucket.access_key,
        "CHAFANG_S3_SECRET_KEY": bucket.secret_key,
    }
    app = create_app(config.read(told))
    with app.app_context():
        schema.upgrade()
        yield app
    close(app)


@pytest.fixture
def key(app):
    compiled = compile_source(FORM.encode(), "roofs.xml")
    source = forms.Source("roofs.xml", FORM.encode(), {})
    with writing() as session:
        new = campaigns.NewCampaign("s3", "S3", "SB", "370000000000")
        campaign = campaigns.create(session, SYSTEM, new)
        forms.publish(session, SYSTEM, campaign, compiled, source)
        team = Team(campaign_id=campaign.id, code="T1", name="T1")
        session.add(team)
        session.flush()
        return devices.issue(session, SYSTEM, team, "Collect")[1]


def send(app, key, photo):
    xml = (
        '<data id="roofs" version="1"><photo>a.jpg</photo>'
        f"<meta><instanceID>uuid:{uuid.uuid4()}</instanceID></meta></data>"
    )
    return app.test_client().post(
        f"/v1/key/{key}/projects/1/submission",
        data={
            "xml_submission_file": (io.BytesIO(xml.encode()), "submission.xml"),
            "a.jpg": (io.BytesIO(photo), "a.jpg"),
        },
        headers={"X-OpenRosa-Version": "1.0"},
    )


def test_a_photo_lies_in_the_bucket_and_every_reader_finds_it_there(app, key):
    shot = photo("a.jpg").content
    assert send(app, key, shot).status_code == 201
    drain()
    kept = reading().scalars(select(Attachment)).one()
    room = reading().scalars(select(Campaign)).one().room
    store = app.extensions["store"]
    with store.open(room, kept.sha256) as stream:
        assert stream.read() == shot
    assert kept.facts
    assert kept.facts["width"] > 0
    assert store.open_derived(room, kept.sha256, "thumb-480") is not None
    assert list(damages(reading(), store, by_reading)) == []
