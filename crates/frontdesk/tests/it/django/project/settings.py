"""An accounts backend as small teams write them: a user model of its own, profiles, services, SimpleJWT."""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

HERE = Path(os.environ["PROJECT_DATA"])
SECRET_KEY = os.environ["PROJECT_KEY"]
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"
MEDIA_ROOT = HERE / "media"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "rest_framework",
    "rest_framework_simplejwt.token_blacklist",
    "people",
]
SIMPLE_JWT = {
    "REFRESH_TOKEN_LIFETIME": timedelta(days=7),
    "ROTATE_REFRESH_TOKENS": True,
    "BLACKLIST_AFTER_ROTATION": True,
}
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers." + name + "PasswordHasher"
    for name in ["PBKDF2", "PBKDF2SHA1", "Argon2", "BCryptSHA256", "BCrypt", "Scrypt", "MD5"]
]


def database():
    url = os.environ.get("PROJECT_DATABASE")
    if not url:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": HERE / "db.sqlite3"}
    url = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.path.lstrip("/"),
        "USER": unquote(url.username or ""),
        "HOST": url.hostname,
        "PORT": url.port,
    }


DATABASES = {"default": database()}
