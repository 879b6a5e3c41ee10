"""Builds the web application: the frame, then one blueprint per audience."""

from __future__ import annotations

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from engine.api import Engine
from webui.pages import ALL, Pages
from webui.shared import assets, frame, headers, languages, moments, navigation
from webui.shared.errors import problems
from webui.shared.settings import WebSettings
from webui.shared.sign_in import sessions, throttle


def create_app(engine: Engine, settings: WebSettings, pages: Pages = ALL) -> Flask:
    """Return the application for one station. Raises AssetsMissing before the first build."""
    app = Flask("webui", static_folder=str(assets.FOLDER), template_folder=None)
    _configure(app, settings)
    # The order is the order before each request: host, size, sign-in, signature.
    frame.install_first(app, settings)
    CSRFProtect(app)
    sessions.install(app, engine)
    languages.install(app)
    moments.install(app)
    navigation.install(app, pages.navigation, pages.search, pages.account, pages.unread)
    assets.install(app)
    problems.install(app)
    headers.install(app, https=settings.https)
    limiter = throttle.limiter(engine)
    limiter.init_app(app)
    app.register_blueprint(frame.blueprint(limiter, settings))
    for make in pages.blueprints:
        app.register_blueprint(make())
    return app


def _configure(app: Flask, settings: WebSettings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=settings.max_body,
        MAX_FORM_MEMORY_SIZE=settings.max_body,
        PERMANENT_SESSION_LIFETIME=settings.session_length,
        SESSION_COOKIE_NAME="yekuo",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        # People sit in a page for hours: its token lives as long as its session.
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=settings.https,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.add_template_global(lambda: settings.demo, "is_demo")
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
