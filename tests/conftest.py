"""What every test may ask for."""

from hypothesis import settings

pytest_plugins = ["requirements_of_the_machine"]

# Speed is measured in benchmarks: on a busy machine any example may take long.
settings.register_profile("asbreview", deadline=None)
settings.load_profile("asbreview")
