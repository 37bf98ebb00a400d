"""The pages of an account, of the language, and of the demonstration."""

from parvis.core.people.views.account import erasure, follow, my_data, my_data_file, settings
from parvis.core.people.views.demonstration import demonstration, letter, letters
from parvis.core.people.views.drafts import drafts
from parvis.core.people.views.language import language

__all__ = ["demonstration", "drafts", "erasure", "follow", "language", "letter", "letters", "my_data", "my_data_file", "settings"]
