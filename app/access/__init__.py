"""The one place that decides who may do what; without a scope from here there is no database and no key."""
