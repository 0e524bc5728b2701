"""Heard: the portal a family uses before, during and after a child protection conference.

Five floors, each of which may use the floors below it and nothing beside or above it:

1. ``kit`` knows nothing about families or councils.
2. The case: ``authorities``, ``audit``, ``families``, ``access``, ``outbox``, ``files``, ``drafts``,
   ``conferences``.
3. Features, each alone: ``public``, ``guide``, ``sign_in``, ``reports``, ``preparation``, ``written_views``,
   ``complaints``.
4. Front doors that gather what several features show: ``home`` for a family, ``staff`` for a council.
5. Wiring: ``main`` and ``commands``; ``demonstration`` just below them.
"""
