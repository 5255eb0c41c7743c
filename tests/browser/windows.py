"""Browser windows in front of one server, whose complaints are collected."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

WIDE, PHONE = (1440, 900), (390, 844)
Cookies = list[Any]


@dataclass
class Windows:
    """Opens windows; `complaints` are what a page logged, broke or asked elsewhere."""

    chromium: Browser
    url: str
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(
        self,
        path: str | None,
        *,
        cookies: Cookies = (),  # type: ignore[assignment]
        size: tuple[int, int] = WIDE,
        theme: str = "light",
        language: str = "en",
    ) -> Page:
        """A window of its own at the address; without an address an empty one."""
        context = self.chromium.new_context(
            base_url=self.url,
            viewport={"width": size[0], "height": size[1]},
            color_scheme=theme,  # type: ignore[arg-type]
            locale={"en": "en-GB", "ru": "ru-RU"}[language],
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        if cookies:
            context.add_cookies(list(cookies))
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda message: self._listen(page, message))
        page.on("request", lambda request: self._watch(page, request.url))
        if path is not None:
            page.goto(path)
        return page

    def close(self) -> list[str]:
        """Close all windows and hand over the complaints."""
        for context in self.contexts:
            context.close()
        self.contexts.clear()
        complaints, self.complaints = self.complaints, []
        return complaints

    def _listen(self, page: Page, message: Any) -> None:
        # An answer of 4xx is part of some tests; what it must not hide is a script or a policy.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(f"{page.url}: {message.text}")

    def _watch(self, page: Page, url: str) -> None:
        if not url.startswith((self.url, "data:", "blob:", "about:")):
            self.complaints.append(f"{page.url} asks {url}")
