"""The request as every view sees it: with its viewer."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from counterpart.access.viewer import Viewer


class Request(HttpRequest):
    """Django's request after our middleware: `viewer` says who looks, `htmx` how they asked."""

    viewer: Viewer
    htmx: HtmxDetails
