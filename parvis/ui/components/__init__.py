"""Components: what the tags of `{% load ui %}` draw, one file a subject."""
