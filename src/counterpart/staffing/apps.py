from django.apps import AppConfig


class StaffingConfig(AppConfig):
    name = "counterpart.staffing"
    label = "staffing"
