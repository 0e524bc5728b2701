"""Tools that know nothing about child protection: settings, time, sealing, pages, forms, routes."""
