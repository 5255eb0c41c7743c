from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "counterpart.jobs"
    label = "jobs"

    def ready(self) -> None:
        from counterpart.jobs import relations

        relations.register()
