"""Where someone may be sent after signing in: pages of this site only."""

from urllib.parse import urlsplit

HOME = "/"
NEVER_NEXT = ("/sign-in", "/sign-out", "/account/unlock", "/set-up")


def safe_next(wanted: str | None) -> str:
    """`wanted` when it is a path of this site that makes sense after signing in, otherwise the home page.

    Browsers read a backslash as a slash and drop tabs and line breaks, so any of them is refused as well
    (OWASP, Unvalidated Redirects and Forwards).
    """
    if not wanted or not wanted.isprintable() or "\\" in wanted or " " in wanted:
        return HOME
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return HOME
    is_local = wanted.startswith("/") and not wanted.startswith("//") and not parts.scheme and not parts.netloc
    is_loop = any(parts.path == path or parts.path.startswith(path + "/") for path in NEVER_NEXT)
    return wanted if is_local and not is_loop else HOME
