"""A person who enters accounts by the real form, as fast as the server takes them.

`python writer.py ADDRESS EMAIL PASSWORD NAME COUNT` says how many were accepted.
"""

from __future__ import annotations

import sys
import urllib.parse
import urllib.request
from html.parser import HTMLParser
from http.cookiejar import CookieJar


class MainForm(HTMLParser):
    """The fields of the POST form in the page's main part, with what stands in them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._inside = self._main = False
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "main":
            self._main = True
        if tag == "form" and self._main:
            self._inside = given.get("method", "").lower() == "post"
        if not self._inside:
            return
        if tag == "input" and given.get("name"):
            unticked = given.get("type") in {"checkbox", "radio"} and "checked" not in given
            if not unticked:
                self.fields[given["name"]] = given.get("value", "")
        if tag == "select":
            self._select = given.get("name", "")
        if tag == "option" and self._select and "selected" in given:
            self.fields[self._select] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False


def main(address: str, email: str, password: str, name: str, count: int) -> None:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def fill_in(path: str, **values: str) -> str:
        page = browser.open(f"{address}{path}", timeout=60).read().decode()
        fields = {**MainForm(page).fields, **values}
        data = urllib.parse.urlencode(fields).encode()
        asked = urllib.request.Request(f"{address}{path}", data, {"Referer": address})  # noqa: S310
        answer = browser.open(asked, timeout=60)
        answer.read()
        return str(answer.url)

    assert "/login/" not in fill_in("/login/", login=email, password=password)
    landed = [fill_in("/accounts/new/", name=f"{name} {number}") for number in range(count)]
    sys.stdout.write(f"{sum('/new/' not in url for url in landed)}\n")


if __name__ == "__main__":
    main(*sys.argv[1:5], int(sys.argv[5]))
