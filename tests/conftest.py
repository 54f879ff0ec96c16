"""What every test may ask for."""

pytest_plugins = ["requirements_of_the_machine"]
