"""Word to systemd, where the bot is its service: that it is ready, that it is alive."""

import os
import socket


def notify(state: str) -> None:
    """Send a state such as `READY=1`; does nothing where nobody listens."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    place = "\0" + address[1:] if address.startswith("@") else address
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        try:
            line.sendto(state.encode(), place)
        except OSError:
            return
