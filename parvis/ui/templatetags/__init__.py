"""The one library of template tags, `{% load ui %}`."""
