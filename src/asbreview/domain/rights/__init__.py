"""What people ask about their own data, and what is answered: UK GDPR, Chapter III."""
