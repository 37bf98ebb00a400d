"""Pictures of results drawn as SVG, without Django and without scripts, each with the same figures in a table.
Both the pages and the `parvis` command use them."""
