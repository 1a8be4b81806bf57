"""Where the time of an act goes."""


def run(seconds: float) -> str:
    return ""
