"""Rooms above are told when the people to be covered, or the account's tier, may have changed."""

from collections.abc import Callable, Iterable

from counterpart.access.viewer import Viewer

ContactsChanged = Callable[[frozenset[int], Viewer], None]

_callbacks: list[ContactsChanged] = []


def on_contacts_changed(callback: ContactsChanged) -> None:
    """Call back with the ids of the accounts, once per use-case, inside its transaction."""
    if callback not in _callbacks:
        _callbacks.append(callback)


def tell_contacts_changed(account_ids: Iterable[int], *, by: Viewer) -> None:
    """Say that cover of these accounts has to be worked out anew."""
    changed = frozenset(account_ids)
    if not changed:
        return
    for callback in _callbacks:
        callback(changed, by)
