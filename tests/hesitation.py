"""A server on a slow line, for tests in a browser that may not have been patient.

`HESITATION=0.5 python -m pytest tests/browser` tries them.
"""

import asyncio
import os


def hesitant(app):
    """Let a page come in two halves, seconds apart, where HESITATION says how many.

    A test that looks at a page before the whole of it has come fails on a busy machine
    only; with this it fails on every one.
    """
    seconds = float(os.environ.get("HESITATION", "0"))

    async def answered(scope, receive, send):
        async def slowly(message):
            body = message.get("body", b"")
            if body and not scope["path"].startswith("/static"):
                half = message | {"body": body[: len(body) // 2], "more_body": True}
                await send(half)
                await asyncio.sleep(seconds)
                message = message | {"body": body[len(body) // 2 :]}
            await send(message)

        await app(scope, receive, slowly)

    return answered if seconds else app
