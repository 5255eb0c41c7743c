from django.apps import AppConfig


class StaffingConfig(AppConfig):
    name = "counterpart.staffing"
    label = "staffing"

    def ready(self) -> None:
        from counterpart.coverage.services.portfolio import on_teams_adopted
        from counterpart.staffing.services.opening import open_accounts

        on_teams_adopted(open_accounts)
