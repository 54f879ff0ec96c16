"""Cases of before this program: what is left of them, brought in as it was kept."""
