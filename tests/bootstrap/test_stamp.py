"""What was done is not done twice, and is done again when its input changes."""

from bootstrap import stamp


def test_the_same_input_gives_the_same_fingerprint_in_any_order(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a")
    two.write_text("b")
    assert stamp.fingerprint([one, two], "x") == stamp.fingerprint([two, one], "x")


def test_another_content_name_or_word_is_another_input(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a")
    before = stamp.fingerprint([one], "x")
    one.rename(two)
    renamed = stamp.fingerprint([two], "x")
    two.write_text("b")
    assert len({before, renamed, stamp.fingerprint([two], "x")}) == 3
    assert stamp.fingerprint([two], "y") != stamp.fingerprint([two], "x")


def test_a_stamp_stands_for_its_own_input_only(tmp_path):
    mark = tmp_path / "deep" / "stamp"
    assert not stamp.stands(mark, "now")
    stamp.leave(mark, "now")
    assert stamp.stands(mark, "now")
    assert not stamp.stands(mark, "later")
