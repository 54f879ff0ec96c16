"""What an area changed on a day, besides its procedures: charts begin anew with it."""
