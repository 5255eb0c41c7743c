from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "counterpart.directory"
    label = "directory"

    def ready(self) -> None:
        from counterpart.directory import name_order, relations

        name_order.register()
        relations.register()
