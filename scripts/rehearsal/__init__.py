"""The deployment of `docs/deploying.md`, rehearsed on one machine: `make rehearse`."""
