from tests.actors.forms import VISIT
from tests.actors.photos import photo


def test_answers_then_photos_become_one_complete_submission(office, device):
    office.publish(VISIT)
    filled = device.fill(
        "visit",
        site_name="孟寺镇政府",
        town="371424105000",
        minutes=75,
        app=[
            {
                "app_name": "某通",
                "issuer": "临邑县大数据局",
                "forced": "yes",
                "shot": (photo("a.jpg"), photo("b.jpg")),
            }
        ],
        door=photo("door.jpg"),
    )
    (receipt,) = device.push()
    assert receipt.state == "complete"
    assert [file.name for file in receipt.files] == ["a.jpg", "b.jpg", "door.jpg"]
    assert not device.outbox
    office.work()
    found = office.findings(filled.instance_id)
    assert [(each.rule, each.status) for each in found] == [
        ("V01", "candidate"),
        ("V02", "candidate"),
    ]
    assert office.fsck() == []
