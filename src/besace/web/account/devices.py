"""What a browser calls itself, in few words: enough to know one's own devices by."""

from django.utils.translation import gettext as _

BROWSERS = {"Edg": "Edge", "Firefox": "Firefox", "FxiOS": "Firefox", "OPR": "Opera", "Chrome": "Chrome"}
BROWSERS |= {"CriOS": "Chrome", "Safari": "Safari"}
"""Names by the word they go by; the first that is there counts, as browsers also call themselves what they are not."""
SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "CrOS": "ChromeOS", "Windows": "Windows"}
SYSTEMS |= {"Mac OS": "Mac", "Linux": "Linux"}


def said(agent: str) -> str:
    """Names a browser and what it runs on; empty where it tells neither."""
    browser = next((name for word, name in BROWSERS.items() if f"{word}/" in agent), "")
    system = next((name for word, name in SYSTEMS.items() if word in agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system
