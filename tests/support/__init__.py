"""What the tests stand on: a portal, its people, and a browser that demands good pages."""
