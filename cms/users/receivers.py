"""What is written down of people when they log in, so that nothing has to be when they look at something."""

from typing import Any

from wagtail.users.models import UserProfile


def has_profile(sender: Any, user: Any, **kwargs: Any) -> None:
    """Make the profile that Wagtail would else make whenever it is first read."""
    UserProfile.get_for_user(user)
