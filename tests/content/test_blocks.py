"""What editors may put into blocks."""

import pytest
from wagtail.blocks import StructBlockValidationError

from cms.content.blocks import ImageBlock
from tests.factories import ImageFactory


@pytest.mark.django_db
def test_an_image_needs_words_or_the_word_that_it_is_decoration(newsroom):
    block, image = ImageBlock(), ImageFactory(alt_text="")
    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python({"image": image.pk, "alt_text": "", "decorative": False}))
    block.clean(block.to_python({"image": image.pk, "alt_text": "Ein Haus", "decorative": False}))
    block.clean(block.to_python({"image": image.pk, "alt_text": "", "decorative": True}))
