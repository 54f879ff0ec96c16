"""What a change to the procedures would have meant for the cases there were."""
