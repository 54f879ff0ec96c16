"""Lists of earlier cases, as a spreadsheet holds them: understood line by line."""
