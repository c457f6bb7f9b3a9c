"""A person who has only a keyboard: every stop of the focus is seen, not covered, and in the order of the page."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

FOCUS = (Path(__file__).parent / "focus.js").read_text(encoding="utf-8")
MOST = 90  # stops before something that is asked for is said not to be reached


class Keyboard:
    """The keys of a page; ``wrong`` tells every stop whose focus is not seen or does not come in order."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: list[str] = []

    def tab_to(self, role: Any, name: Any, *, backward: bool = False) -> Locator:
        """Press Tab until something has the focus."""
        wanted = self.page.get_by_role(role, name=name)
        self.page.evaluate("window.lastFocused = document.activeElement")
        for _ in range(MOST):
            self.page.keyboard.press("Shift+Tab" if backward else "Tab")
            self.wrong += self.page.evaluate(FOCUS, backward)
            focused = wanted.and_(self.page.locator(":focus"))
            if focused.count():
                return focused
        raise AssertionError(f"{MOST} stops do not reach {role} {name}")

    def press(self, *keys: str) -> None:
        """Press keys on what has the focus."""
        for key in keys:
            self.page.keyboard.press(key)

    def follow(self, key: str = "Enter") -> None:
        """Press a key that leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        self.page.keyboard.type(text)
