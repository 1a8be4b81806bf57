#!/bin/sh
# Makes Besace's role and database on a new server, as compose.yaml has it done: the role owns its database and is no
# superuser, and the superuser comes in from the machine itself alone. PASSWORD_FILE names another file than the
# container's; psql finds the server as it always does.
set -eu
password=$(cat "${PASSWORD_FILE:-/run/secrets/password}")
psql --username "${POSTGRES_USER:-postgres}" --dbname postgres --set ON_ERROR_STOP=1 --set password="$password" <<'SQL'
CREATE ROLE besace LOGIN PASSWORD :'password';
CREATE DATABASE besace OWNER besace ENCODING 'UTF8' TEMPLATE template0;
ALTER ROLE CURRENT_USER PASSWORD NULL;
SQL
