"""The promises that no single feature owns: every route, page, template, language, council, message."""
