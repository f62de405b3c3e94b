"""Document -> Reading: one stage a module; ``reader`` puts them together."""
