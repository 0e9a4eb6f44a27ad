"""What this feature is made of."""

from lms.feature import Feature
from lms.publishing.commands import course

feature = Feature(
    commands=(course,),
)
