"""What a notice needs to be public."""

import datetime

from tests.factories import PageFactory
from tests.throwaway.models import Notice, NoticeIndexPage


class NoticeFactory(PageFactory):
    class Meta:
        model = Notice

    day = datetime.date(2024, 5, 6)


class NoticeIndexFactory(PageFactory):
    class Meta:
        model = NoticeIndexPage
