"""What all page types share: people and media, snippets, the site's own texts, and the base of every page."""

from cms.content.models.embargo import EmbargoedPage, embargo_in, goes_together
from cms.content.models.media import CustomDocument, CustomImage, CustomRendition, FileTexts, ImageTexts
from cms.content.models.message import (
    Message,
    OwnLife,
    followers,
    followers_of,
    left_behind,
    moving_along,
    translations_of,
)
from cms.content.models.own_facts import OwnFacts
from cms.content.models.pages import (
    AudienceLink,
    BasePage,
    ContactLink,
    IndexPage,
    OrganisationLink,
    TopicLink,
    with_aliases,
)
from cms.content.models.retirable import Retirable
from cms.content.models.site import Menu, MenuItem, MissingPages, SiteTexts
from cms.content.models.snippets import (
    Audience,
    Boilerplate,
    BoilerplateWording,
    ContactPoint,
    FederalState,
    Organisation,
    OrganisationKind,
    Person,
    PersonFunction,
    Topic,
    Venue,
)

__all__ = [
    "Audience",
    "AudienceLink",
    "BasePage",
    "Boilerplate",
    "BoilerplateWording",
    "ContactLink",
    "ContactPoint",
    "CustomDocument",
    "CustomImage",
    "CustomRendition",
    "EmbargoedPage",
    "FederalState",
    "FileTexts",
    "ImageTexts",
    "IndexPage",
    "Menu",
    "MenuItem",
    "Message",
    "MissingPages",
    "Organisation",
    "OrganisationKind",
    "OrganisationLink",
    "OwnFacts",
    "OwnLife",
    "Person",
    "PersonFunction",
    "Retirable",
    "SiteTexts",
    "Topic",
    "TopicLink",
    "Venue",
    "embargo_in",
    "followers",
    "followers_of",
    "goes_together",
    "left_behind",
    "moving_along",
    "translations_of",
    "with_aliases",
]
