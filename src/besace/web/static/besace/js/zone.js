// Tells in which time zone the session is held, so that "tomorrow" is tomorrow here.
document.querySelector("input[name=zone]").value = Intl.DateTimeFormat().resolvedOptions().timeZone;
