from lms.feature import Feature
from lms.publishing.commands import course

feature = Feature(
    commands=(course,),
)
