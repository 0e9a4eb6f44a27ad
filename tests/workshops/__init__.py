"""Tests of programs, workshops and their people."""
