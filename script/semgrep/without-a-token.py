# ruleid: without-a-token
from django.views.decorators.csrf import csrf_exempt

from django.views.decorators.csrf import requires_csrf_token


# ruleid: without-a-token
@csrf_exempt
def view(request):
    # ruleid: without-a-token
    request._dont_enforce_csrf_checks = True


# ok: without-a-token
@requires_csrf_token
def refused(request):
    return None
