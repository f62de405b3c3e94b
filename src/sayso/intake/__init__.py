"""Intake: bytes become Documents. See :mod:`sayso.intake.sources` for the door."""
