"""Every refusal has its own Dutch sentences, that say what to do and hold nothing of anyone."""

import dataclasses
from enum import Enum
from typing import get_args

import pytest

from zvhdesk.domain import store_refusals
from zvhdesk.domain.store_refusals import (
    KeyringMissing,
    KeyringTrouble,
    NewerSchema,
    NewerVault,
    PassphraseWeakness,
    SheetTrouble,
    StoreRefusal,
    StoreRefused,
    SyncedFolder,
    WeakPassphrase,
    WrongSheet,
)
from zvhdesk.ui.explain_store import explain

WITH_DETAILS: list[StoreRefusal] = [
    *map(KeyringMissing, KeyringTrouble),
    *map(WeakPassphrase, PassphraseWeakness),
    *(WrongSheet(which, trouble, 3) for which in (1, 2) for trouble in SheetTrouble),
    NewerVault(2, 1),
    NewerSchema("0009_x", "0001_first"),
    SyncedFolder("OneDrive"),
]
BARE = [kind for kind in get_args(StoreRefusal) if not dataclasses.fields(kind)]
ALL: list[StoreRefusal] = [*WITH_DETAILS, *(kind() for kind in BARE)]


def test_none_is_forgotten() -> None:
    assert {type(reason) for reason in ALL} == set(get_args(StoreRefusal))
    defined = {
        value
        for value in vars(store_refusals).values()
        if isinstance(value, type) and not issubclass(value, Enum | Exception)
        if value.__module__ == store_refusals.__name__
    }
    assert defined == set(get_args(StoreRefusal))


@pytest.mark.parametrize("reason", ALL, ids=repr)
def test_it_is_whole_sentences(reason: StoreRefusal) -> None:
    said = explain(reason)
    assert said.endswith(".")
    assert "  " not in said
    assert "None" not in said
    assert said[0].isupper()


def test_no_two_are_the_same() -> None:
    assert len({explain(reason) for reason in ALL}) == len(ALL)


def test_a_refusal_names_itself_and_no_more() -> None:
    assert str(StoreRefused(SyncedFolder("OneDrive"))) == "SyncedFolder"
