from lms.demo.commands import demo
from lms.feature import Feature

feature = Feature(
    commands=(demo,),
)
