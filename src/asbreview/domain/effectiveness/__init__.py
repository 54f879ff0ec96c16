"""What an area found of how effective its review procedures are (Sch.4 para 4)."""
