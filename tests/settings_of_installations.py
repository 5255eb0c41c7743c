"""The settings of installations that tests start as real processes: with the sample work."""

from counterpart.settings import *  # noqa: F403
from counterpart.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "sample_work"]
