from django.apps import AppConfig


class TeamsConfig(AppConfig):
    name = "counterpart.teams"
    label = "teams"

    def ready(self) -> None:
        from counterpart.coverage.queries.duplicates import on_facings
        from counterpart.customers.services import on_contacts_changed
        from counterpart.directory.services.people import on_people_leave
        from counterpart.teams import relations, services
        from counterpart.teams.facings import facings_at

        relations.register()
        on_facings(facings_at)
        on_contacts_changed(services.contacts_changed)
        on_people_leave(services.people_leave)
