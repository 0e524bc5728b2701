"""Tests of the look: colours, stylesheet, script, components and layouts."""
