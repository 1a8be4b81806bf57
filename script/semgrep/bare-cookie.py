def view(answer, name, value):
    # ruleid: bare-cookie
    answer.set_cookie(name, value)
    # ruleid: bare-cookie
    answer.set_cookie(name, value, httponly=True)
    # ruleid: bare-cookie
    answer.set_cookie(name, value, httponly=False, samesite="Lax")
    # ruleid: bare-cookie
    answer.headers["Set-Cookie"] = value
    # ok: bare-cookie
    answer.set_cookie(name, value, max_age=60, httponly=True, samesite="Lax")


# ruleid: bare-cookie
CSRF_COOKIE_HTTPONLY = False
# ok: bare-cookie
SESSION_COOKIE_HTTPONLY = True
