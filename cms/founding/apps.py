from django.apps import AppConfig


class FoundingConfig(AppConfig):
    name = "cms.founding"
    label = "founding"
