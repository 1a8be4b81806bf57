"""The command line: `besace serve`, and the commands of other parts, which load only when they are called."""

import os
import signal
import socket
import sys
import webbrowser
from contextlib import suppress
from importlib import import_module
from threading import Timer
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from besace.live.crossing import Here
    from besace.live.several import Keeper

OTHERS = {
    "rehearse": ("besace.rehearse.cli", "rehearse"),
    "coach": ("besace.coach.cli", "coach"),
    "kit": ("besace.papers.cli", "kit"),
    "logins": ("besace.people.logins", "logins"),
    "audit": ("besace.people.cli", "audit"),
    "troubles": ("besace.live.cli", "troubles"),
    "keys": ("besace.live.cli", "keys"),
    "passkeys": ("besace.people.cli", "passkeys"),
    "receipt": ("besace.live.cli", "receipt"),
    "shred": ("besace.people.cli", "shred"),
    "backup": ("besace.running.cli", "backup"),
    "restore": ("besace.running.cli", "restore"),
    "check": ("besace.running.cli", "check"),
    "erased": ("besace.running.cli", "erased"),
    "migrate-to": ("besace.running.cli", "migrate_to"),
}
PORT = 8420


class Commands(click.Group):
    """Finds a command of another part in its module, when it is asked for."""

    def main(self, *args: Any, **more: Any) -> Any:
        """Runs a command; one that breaks says so in a sentence, and where in the file of troubles."""
        try:
            return super().main(*args, **more)
        except Exception as failure:  # noqa: BLE001 - whatever it was, its words may be somebody's
            click.echo(_broke(failure), err=True)
            sys.exit(1)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *OTHERS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in OTHERS:
            return super().get_command(ctx, cmd_name)
        module, name = OTHERS[cmd_name]
        command: click.Command = getattr(import_module(module), name)
        return command


def _broke(failure: Exception) -> str:
    """Says that something broke, and under which name it is kept; the file may be out of reach as well."""
    name = ""
    with suppress(Exception):
        _set_up()
        name = import_module("besace.live.troubles").keep(failure)
    kept = f" It is kept as {name}: see `besace troubles`." if name else ""
    return f"Besace broke off: {type(failure).__name__}.{kept} Nothing of what anybody wrote is in it."


@click.group(cls=Commands)
@click.version_option(package_name="besace")
def main() -> None:
    """Besace runs professional co-development sessions, live, on every screen in the room."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=PORT, show_default=True, help="Port to listen on; the next free one where it is taken.")
@click.option("--lan", is_flag=True, help="Let every phone on the same network in, and show a QR code.")
@click.option("--demo", is_flag=True, help="With a made-up session in progress, to look around.")
@click.option("--open/--no-open", "open_", default=False, help="Open a browser on it.")
@click.option(
    "--processes", default=1, show_default=True, type=click.IntRange(1, 64), help="How many serve (PostgreSQL)."
)
def serve(host: str, port: int, processes: int, *, lan: bool, demo: bool, open_: bool) -> None:
    """Runs Besace on this machine until it is stopped; makes what it needs by itself."""
    os.umask(0o077)  # what it writes is this user's alone
    _read_settings()
    _read_provider()
    _set_up()
    _ask_servers()
    _ask_for_several(processes)
    from besace.live import own_memory, serving  # noqa: PLC0415 - Django must be set up first

    host = "0.0.0.0" if lan else host  # noqa: S104  # nosec B104 # that is what --lan asks for
    found = serving.free_port(host, port)
    if found is None:
        click.echo(
            f"Ports {port} to {port + serving.PORTS_TRIED - 1} are all taken. Give another with --port.", err=True
        )
        sys.exit(2)
    if found != port:
        click.echo(f"Port {port} is taken; this is port {found}.")
    own_memory.keep_to_itself()
    serving.share_one_heap()
    serving.make_ready()
    address = _address(host, found, lan=lan)
    keeper = _start_several(host, found, processes) if processes > 1 else None
    path = _start_demo(_here(host, found)) if demo else "/"
    _announce(address, path, lan=lan)
    if open_:
        Timer(1.0, webbrowser.open, [address + path]).start()
    if keeper:
        sys.exit(keeper.keep())
    else:
        _run(host, found)


@main.command()
@click.option("--port", default=PORT, show_default=True, help="The port that `besace serve` will be given.")
def doctor(port: int) -> None:
    """Says what is missing or unwise here, each with what to do. It changes nothing.

    The exit code is 1 where something stops Besace, and 0 where not.
    """
    from besace.running import doctor as asking  # noqa: PLC0415 - the other commands do without
    from besace.web.account import ground, other_house  # noqa: PLC0415

    above = asking.Above(
        lambda told: other_house.read(told.get("BESACE_OIDC_URL", "")), lambda: bool(ground.relying_party())
    )
    found = list(asking.look(os.environ, port, above, _set_up))
    for line in asking.said(found):
        click.echo(line)
    sys.exit(asking.exit_code(found))


def _ask_for_several(processes: int) -> None:
    """Stops here where several processes could not serve."""
    from besace.live import reach, several  # noqa: PLC0415 - Django must be set up first

    if processes > 1 and not reach.is_shared():
        click.echo(
            "Several processes need a database server between them: set BESACE_DATABASE to a PostgreSQL address, or"
            " leave --processes out. With files, one process serves.",
            err=True,
        )
        sys.exit(2)
    if processes > 1 and not several.can_be():
        click.echo(
            "This system lets one process only accept on a port: start one with each --port, behind a proxy.", err=True
        )
        sys.exit(2)


def _start_several(host: str, port: int, processes: int) -> "Keeper":
    """Begins the processes, before there is a second thread, and with no line to a database that two would share."""
    from django.db import connections  # noqa: PLC0415 - Django must be set up first

    from besace.live import several  # noqa: PLC0415
    from besace.live.crossing import Crossing  # noqa: PLC0415

    connections.close_all()
    plugs, crossing = several.sockets(host, port, processes), Crossing(processes)
    keeper = several.Keeper(plugs, lambda plug: _run(host, port, plug, crossing.at(plugs.index(plug))))
    keeper.start()
    return keeper


def _read_settings() -> None:
    """Stops here where letters could not leave as asked, or proxies are told of in a way that says nothing, rather
    than when the first one is due.
    """
    from besace.live import metrics_port, proxy, quiet  # noqa: PLC0415 - `besace coach` does without
    from besace.post import smtp  # noqa: PLC0415

    try:
        quiet.read(os.environ.get("BESACE_LOG", ""))
        metrics_port.read(os.environ.get("BESACE_METRICS", ""), os.environ.get("BESACE_METRICS_TOKEN", ""))
        smtp.sender(os.environ.get("BESACE_MAIL_FROM", ""), smtp.read(os.environ.get("BESACE_SMTP", "")))
        proxy.read(os.environ.get("BESACE_PROXY", ""), os.environ.get("BESACE_PROXY_COUNT", "") or "1")
    except (smtp.Unreadable, proxy.Unreadable, quiet.Unreadable, metrics_port.Unreadable) as told:
        _stop(told)


def _read_provider() -> None:
    """Stops here where the accounts of another house would be asked for over a line that others can change."""
    from besace.web.account import other_house  # noqa: PLC0415 - `besace coach` does without

    try:
        other_house.read(os.environ.get("BESACE_OIDC_URL", ""))
    except other_house.NotClosed as told:
        _stop(told)


def _set_up() -> None:
    import django  # noqa: PLC0415 - `besace coach` does without

    from besace.journal import engine  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "besace.settings")
    try:
        django.setup()
    except engine.Unreadable as told:
        _stop(told)


def _ask_servers() -> None:
    """Stops here where a database server could not keep what is confided to it."""
    from besace.journal import promises  # noqa: PLC0415 - Django must be set up first

    try:
        promises.ask()
    except promises.Unfit as told:
        _stop(told)


def _stop(told: Exception) -> NoReturn:
    """Says which setting cannot be used, in the form that was asked of the log."""
    from besace.live import quiet  # noqa: PLC0415 - `besace coach` does without

    click.echo(quiet.refused(str(told), os.environ.get("BESACE_LOG", "")), err=True)
    sys.exit(2)


def _address(host: str, port: int, *, lan: bool) -> str:
    from django.conf import settings  # noqa: PLC0415

    from besace.live import serving  # noqa: PLC0415

    name = (serving.lan_address() if lan else None) or ("127.0.0.1" if host in {"0.0.0.0", "::"} else host)  # noqa: S104  # nosec B104 # compared
    address = os.environ.get("BESACE_ADDRESS") or f"http://{f'[{name}]' if ':' in name else name}:{port}"
    settings.BESACE_ADDRESS = address = address.rstrip("/")
    return address


def _start_demo(address: str) -> str:
    """Puts a session in progress into the databases and gives the path to look at it from."""
    start = import_module("besace.rehearse.demo").start
    return str(start(address))


def _here(host: str, port: int) -> str:
    """How this process reaches itself."""
    return f"http://{'127.0.0.1' if host in {'0.0.0.0', '::'} else host}:{port}"  # noqa: S104  # nosec B104 # compared, not bound


def _announce(address: str, path: str, *, lan: bool) -> None:
    click.echo(f"Besace is at {address}{path}")
    if lan and _stays_inside(address):
        click.echo(
            "This machine is on no network that we can see: phones cannot reach it there. Join a Wi-Fi or share a"
            " hotspot and start again, or give the address they reach it by as BESACE_ADDRESS."
        )
    elif lan:
        from besace.papers.qr import terminal_of  # noqa: PLC0415

        click.echo(terminal_of(address + "/"))
        click.echo(
            "Over plain http, phones cannot keep their screen awake nor install Besace; all else works."
            " Put it behind https for those."
        )
    click.echo("Stop it with Ctrl-C.")


def _stays_inside(address: str) -> bool:
    return address.startswith("http://127.")


def _run(host: str, port: int, plug: socket.socket | None = None, here: "Here | None" = None) -> None:
    from besace.asgi import application  # noqa: PLC0415 - Django must be set up first
    from besace.live import hearing, processes, serving, watching  # noqa: PLC0415
    from besace.live.server import Server  # noqa: PLC0415
    from besace.post import ticker  # noqa: PLC0415
    from besace.web.warming import warm_soon  # noqa: PLC0415

    server = Server(
        application,
        here,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=1,
        backlog=4096,
    )
    serving.collect_seldom()
    _serve_figures()
    warm_soon()
    watching.start()
    try:
        beside = hearing.start()
    except processes.AnotherHouse as told:
        _stop(told)
    ticker.start()
    if beside:  # asked to end, it comes back from serving, and says that nobody is here by its screens
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        server.run([plug] if plug else None)
    if beside:
        with suppress(Exception):  # a server that is away: the others notice by themselves
            beside.leave()


def _serve_figures() -> None:
    """Serves the figures of this process where BESACE_METRICS says, and stops here where it cannot."""
    from django.conf import settings  # noqa: PLC0415 - Django must be set up first

    from besace.live import metrics_port  # noqa: PLC0415

    try:
        if place := metrics_port.read(settings.BESACE_METRICS, settings.BESACE_METRICS_TOKEN):
            metrics_port.start(place)
    except metrics_port.Unreadable as told:
        _stop(told)


if __name__ == "__main__":
    main()
