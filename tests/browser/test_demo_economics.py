"""What the demo company shows of its economics: fitted responses, teams that have paid or not."""

from browser.demo import Demo


def names(demo: Demo, path: str) -> list[str]:
    page = demo.open(path, "finance")
    page.locator("#list").wait_for()
    return page.locator("#list tbody th[scope=row] > a").all_inner_texts()


def test_some_responses_are_fitted_to_history(demo: Demo) -> None:
    fitted = names(demo, "/responses/?source=fitted")

    assert len(fitted) >= 3
    assert set(fitted).isdisjoint(names(demo, "/responses/?source=judged"))


def test_some_teams_have_paid_for_themselves_and_some_have_not(demo: Demo) -> None:
    paid, behind = (names(demo, f"/pays-for-itself/?state={state}") for state in ("paid", "behind"))

    assert paid
    assert behind
    assert set(paid).isdisjoint(behind)
