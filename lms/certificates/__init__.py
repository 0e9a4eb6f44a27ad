"""Certificates and statements: who gets one, numbers, paper, verification, signed badges."""
