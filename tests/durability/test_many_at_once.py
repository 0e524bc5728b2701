"""Many people save in the same moment: each gets an answer soon, and nobody is told that it did not work."""

import asyncio
import re
import time

import httpx
from fastapi import FastAPI
from sqlalchemy import func, select

from app.access import sessions
from app.access.scopes import Installation
from app.access.transactions import transaction
from app.drafts.tables import DraftRevision
from app.kit.cookies import SESSION_COOKIE
from tests.support import serving
from tests.support.world import World

QUESTION = "/m/prepare/going_well"
PEOPLE = 48
SAVES = 3
# SQLite's own way of waiting let some wait for twelve seconds and others give up; turns take one or two.
SOON_SECONDS = 15.0


def test_three_times_as_many_as_there_are_threads_all_save(
    app: FastAPI, portal: Installation, people: World
) -> None:
    with transaction(portal, writes=True) as session:
        cookie = sessions.begin(session, people.amira.person_id, people.amira.membership_id)
    with serving.in_thread(app, serving.free_port()) as address:
        answers, longest = asyncio.run(save_all(address, cookie))

    assert answers == [204] * (PEOPLE * SAVES)
    assert longest < SOON_SECONDS
    with transaction(portal, writes=False) as session:
        assert session.execute(select(func.count()).select_from(DraftRevision)).scalar_one() == PEOPLE * SAVES


async def save_all(address: str, cookie: str) -> tuple[list[int], float]:
    """Save from many connections at once; return every status and the longest wait in seconds."""
    limits = httpx.Limits(max_connections=PEOPLE)
    headers = {"Cookie": f"{SESSION_COOKIE}={cookie}", "Sec-Fetch-Site": "same-origin", "X-Autosave": "1"}
    async with httpx.AsyncClient(base_url=address, limits=limits, headers=headers, timeout=60) as client:
        found = re.search(r'name="form_token" value="([^"]+)"', (await client.get(QUESTION)).text)
        assert found

        async def save(number: int) -> tuple[int, float]:
            began = time.monotonic()
            words = {
                "form_token": found[1],
                "words": f"Bedtime is calm now. {number}",
                "seen_version": "9999",
            }
            return (await client.post(QUESTION, data=words)).status_code, time.monotonic() - began

        done = await asyncio.gather(*(save(number) for number in range(PEOPLE * SAVES)))
    return [status for status, _ in done], max(waited for _, waited in done)
