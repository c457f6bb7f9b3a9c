"""Tests of the import of factors."""
