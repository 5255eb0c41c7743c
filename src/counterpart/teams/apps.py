from django.apps import AppConfig


class TeamsConfig(AppConfig):
    name = "counterpart.teams"
    label = "teams"

    def ready(self) -> None:
        from counterpart.customers.services import on_contacts_changed
        from counterpart.directory.services.people import on_people_leave
        from counterpart.teams import relations, services

        relations.register()
        on_contacts_changed(services.contacts_changed)
        on_people_leave(services.people_leave)
