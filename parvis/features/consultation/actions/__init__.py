"""Contributing, changing and withdrawing, supporting; hiding and showing; making options; bringing in what came from elsewhere."""

from parvis.features.consultation.actions.contributions import contribute as contribute
from parvis.features.consultation.actions.contributions import edit as edit
from parvis.features.consultation.actions.contributions import support as support
from parvis.features.consultation.actions.contributions import unsupport as unsupport
from parvis.features.consultation.actions.contributions import withdraw as withdraw
from parvis.features.consultation.actions.imports import Brought as Brought
from parvis.features.consultation.actions.imports import Line as Line
from parvis.features.consultation.actions.imports import Report as Report
from parvis.features.consultation.actions.imports import bring_in as bring_in
from parvis.features.consultation.actions.moderation import hide as hide
from parvis.features.consultation.actions.moderation import show as show
from parvis.features.consultation.actions.options import drop_option as drop_option
from parvis.features.consultation.actions.options import edit_option as edit_option
from parvis.features.consultation.actions.options import make_option as make_option
from parvis.features.consultation.actions.options import order_options as order_options
from parvis.features.consultation.actions.themes import set_themes as set_themes
