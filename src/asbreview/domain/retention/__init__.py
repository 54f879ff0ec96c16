"""How long records are kept: what each area has laid down, and from when."""
