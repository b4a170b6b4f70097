"""Headers of every answer: nothing inline, nothing framed, nothing kept by a browser or a proxy."""

from flask import Flask, Response, request

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'self'",
        "require-trusted-types-for 'script'",
    )
)

SECURITY = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}


def init_app(app: Flask) -> None:
    """Add the headers to every answer of the app; static files get theirs where they are served."""
    strict = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}
    always = SECURITY | {"Cache-Control": "no-store"} | (strict if app.config["SETTINGS"].is_production else {})

    @app.after_request
    def add(response: Response) -> Response:
        # Werkzeug would look through all of them for each.
        given = {name.lower() for name, _value in response.headers}
        response.headers.extend([each for each in always.items() if each[0].lower() not in given])
        response.vary.add("Cookie")
        if request.endpoint is None:
            response.headers["Cache-Control"] = "no-store"
        return response
