from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "counterpart.web"
    label = "web"

    def ready(self) -> None:
        """Before the first text is shown, so that a new translation is there after a restart."""
        from counterpart.web.translations import compile_all

        compile_all()
