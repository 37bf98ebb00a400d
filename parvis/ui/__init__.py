"""Paint and furniture: the base page, components, styles, scripts, charts and sentences that every room shows itself with.
Nothing here knows a model; pages hand over plain values."""
