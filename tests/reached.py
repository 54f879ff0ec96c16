"""How far a case has come before a test begins: told once, and then copied.

A test whose case is to have come to its panel tells of it step by step, as every test
beside it does.  The second time that the same is told it is told to an installation
that is kept, and whoever tells it again is given a copy of that.
"""

import atexit
import shutil
from collections import Counter, OrderedDict
from copy import deepcopy
from pathlib import Path
from tempfile import mkdtemp

MOST_KEPT = 12  # installations of some megabytes
OF_THE_INSTALLATION = {"reviews", "clock"}


class Told:
    """A tale that is written down until somebody asks what came of it.

    Until then its steps are only noted; *begin* is given them, and returns the tale as
    it stands after them.  From then on it is that tale.
    """

    def __init__(self, steps, begin):
        object.__setattr__(self, "_told", (steps, [], begin, []))

    def begun(self):
        """Return the tale, which goes on from here step by step."""
        _, noted, begin, tales = object.__getattribute__(self, "_told")
        if not tales:
            tales.append(begin(tuple(noted)))
        return tales[0]

    def __getattr__(self, name):
        steps, noted, _, tales = object.__getattribute__(self, "_told")
        if tales or name not in steps:
            return getattr(self.begun(), name)

        def note(*args, **kwargs):
            if tales:  # it was asked about meanwhile
                return getattr(self.begun(), name)(*args, **kwargs)
            noted.append((name, args, kwargs))
            return self

        return note

    def __setattr__(self, name, value):
        setattr(self.begun(), name, value)


def play(tale, steps):
    """Take the steps that were noted."""
    for name, args, kwargs in steps:
        getattr(tale, name)(*args, **kwargs)


class Reached:
    """The installations that are kept, by what was told to them.

    *tell* plays steps in an installation of its own in the folder it is given, and
    returns the tale and the clock as they then stand.
    """

    def __init__(self, tell):
        self._tell = tell
        self._often, self._kept = Counter(), OrderedDict()
        self._within = Path(mkdtemp(prefix="reached-"))
        atexit.register(shutil.rmtree, self._within)

    def after(self, steps):
        """Return the folder, the tale's state, and the time; None if it is not kept."""
        key = repr(steps)
        if not steps or " at 0x" in key:  # an object that says not what it is
            return None
        if key in self._kept:
            self._kept.move_to_end(key)
        else:
            self._often[key] += 1
            if self._often[key] == 1:
                return None
            self._keep(key, steps)
        return self._kept[key]

    def _keep(self, key, steps):
        folder = Path(mkdtemp(dir=self._within))
        tale, clock = self._tell(folder, steps)
        state = {k: v for k, v in vars(tale).items() if k not in OF_THE_INSTALLATION}
        self._kept[key] = folder, state, clock.now
        if len(self._kept) > MOST_KEPT:
            gone, *_ = self._kept.popitem(last=False)[1]
            shutil.rmtree(gone)


def take_up(tale, state):
    """Let a tale that has only begun stand where another stood."""
    vars(tale).update(deepcopy(state))
