from django.apps import AppConfig


class StaffingConfig(AppConfig):
    name = "counterpart.staffing"
    label = "staffing"

    def ready(self) -> None:
        from counterpart.coverage.services.covering import on_teams_given
        from counterpart.staffing.services.opening import open_accounts

        on_teams_given(open_accounts)
