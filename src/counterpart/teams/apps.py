from django.apps import AppConfig


class TeamsConfig(AppConfig):
    name = "counterpart.teams"
    label = "teams"

    def ready(self) -> None:
        from counterpart.teams import relations

        relations.register()
