"""Lending a program to another computer, and putting together what happened on both."""
