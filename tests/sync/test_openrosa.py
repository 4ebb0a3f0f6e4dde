"""OpenRosa's documents, read as ODK Collect reads them."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from sync.openrosa import (
    ListedForm,
    MediaFile,
    form_list,
    manifest,
    md5_hash,
    response,
)

LIST = "{http://openrosa.org/xforms/xformsList}"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"
RESPONSE = "{http://openrosa.org/http/response}"
FORM = ListedForm(
    form_id="plaque_audit",
    name="挂牌 & 机制 <核查>",
    version="2026030501",
    hash="md5:" + "0" * 32,
    download_url="https://h/v1/key/T/projects/1/forms/plaque_audit/1.xml?a=1&b=2",
)


def children(element):
    return {child.tag.split("}")[1]: child.text for child in element}


def test_a_listed_form_has_all_that_collect_wants():
    (entry,) = etree.fromstring(form_list([FORM]))
    assert entry.tag == f"{LIST}xform"
    assert children(entry) == {
        "formID": FORM.form_id,
        "name": FORM.name,
        "version": FORM.version,
        "hash": FORM.hash,
        "downloadUrl": FORM.download_url,
    }


def test_a_manifest_is_named_only_for_a_form_with_files():
    named = ListedForm("f", "F", "1", "md5:0", "https://h/f", "https://h/f/manifest")
    with_files, without = etree.fromstring(form_list([named, FORM]))
    assert children(with_files)["manifestUrl"] == "https://h/f/manifest"
    assert "manifestUrl" not in children(without)


@pytest.mark.parametrize("name", ["", " ", "\n"])
def test_a_form_without_title_is_listed_by_its_id(name):
    """One entry without a name would void the whole list."""
    nameless = ListedForm("f", name, "", "md5:0", "https://h/f")
    (entry,) = etree.fromstring(form_list([nameless]))
    assert children(entry)["name"] == "f"


def test_an_empty_list_is_a_list():
    root = etree.fromstring(form_list([]))
    assert (root.tag, len(root)) == (f"{LIST}xforms", 0)


def test_a_manifest_names_each_file_with_hash_and_address():
    file = MediaFile("regions.csv", "md5:" + "1" * 32, "https://h/f/regions.csv")
    (entry,) = etree.fromstring(manifest([file]))
    assert entry.tag == f"{MANIFEST}mediaFile"
    assert children(entry) == {
        "filename": file.name,
        "hash": file.hash,
        "downloadUrl": file.download_url,
    }


def test_a_response_says_its_sentence_and_its_nature():
    root = etree.fromstring(response("已收到，谢谢", "submit_success"))
    assert root.tag == f"{RESPONSE}OpenRosaResponse"
    (message,) = root
    assert (message.text, message.get("nature")) == ("已收到，谢谢", "submit_success")


def test_a_refusal_is_the_same_envelope():
    root = etree.fromstring(response("表单版本不存在", "error"))
    assert root[0].get("nature") == "error"


def test_the_hash_is_of_the_bytes_that_are_served():
    served = "<h:html>察访</h:html>".encode()
    assert md5_hash(served) == f"md5:{hashlib.md5(served).hexdigest()}"


@pytest.mark.parametrize("document", [form_list([FORM]), manifest([]), response("x")])
def test_documents_say_what_they_are_at_their_first_byte(document):
    assert document.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')


@given(st.text())
def test_no_text_breaks_a_document(text):
    etree.fromstring(response(text))
    form = ListedForm(text, text, text, "md5:0", text, text)
    etree.fromstring(form_list([form]))
    etree.fromstring(manifest([MediaFile(text, "md5:0", text)]))


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])))
def test_text_arrives_as_it_was(text):
    (message,) = etree.fromstring(response(text))
    assert (message.text or "") == text
