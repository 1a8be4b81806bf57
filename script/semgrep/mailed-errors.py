from django.core.mail import mail_admins
from django.utils.log import AdminEmailHandler as Mailer

# ruleid: mailed-errors
ADMINS = [("Ana", "ana@example.org")]
# ruleid: mailed-errors
DEBUG = True
# ruleid: mailed-errors
HANDLERS = {"mail": {"class": "django.utils.log.AdminEmailHandler"}}


def broke():
    # ruleid: mailed-errors
    mail_admins("It broke", "here")
    # ok: mailed-errors
    return {"class": "logging.StreamHandler"}
