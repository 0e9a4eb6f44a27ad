from lms.feature import Feature
from lms.mail.commands import mail

feature = Feature(
    commands=(mail,),
)
