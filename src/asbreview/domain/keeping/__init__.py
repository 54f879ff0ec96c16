"""What keeps the records of a case, whatever their time: holds."""
