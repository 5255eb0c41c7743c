from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SearchConfig(AppConfig):
    name = "counterpart.search"
    label = "search"

    def ready(self) -> None:
        from counterpart.history.written import on_write
        from counterpart.search.services import follow

        autodiscover_modules("finding")
        on_write(follow)
