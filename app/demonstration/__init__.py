"""Made-up staff and families in every council, so that the portal can be tried out; never in production."""
