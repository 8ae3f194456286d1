"""Who is insured, by which rule, and by when: pure decisions. No Django, no clock, no I/O."""
