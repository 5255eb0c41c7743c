from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "counterpart.desk"
    label = "desk"

    def ready(self) -> None:
        from counterpart.desk import relations
        from counterpart.desk.services.minding import mind_clocks
        from counterpart.jobs.minutes import on_minute

        relations.register()
        on_minute(mind_clocks)
