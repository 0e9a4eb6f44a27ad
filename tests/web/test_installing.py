"""A phone puts the product beside its apps."""


def test_a_page_names_a_manifest_whose_pictures_are_there(browser):
    page = browser.get("/sign-in").text
    assert 'rel="manifest" href="/manifest.webmanifest"' in page

    manifest = browser.get("/manifest.webmanifest").json

    assert (manifest["start_url"], manifest["display"]) == ("/", "standalone")
    assert {each["purpose"] for each in manifest["icons"]} == {"any", "maskable"}
    for each in manifest["icons"]:
        assert browser.get(each["src"]).mimetype.startswith("image/"), each
