"""What the tests ask of the Django project: fill it, fill it with many, take everybody back. Answers are JSON."""

import base64
import hashlib
import json
import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import authenticate, get_user_model  # noqa: E402
from django.contrib.auth.hashers import make_password  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from people.models import Service, SpecialistProfile  # noqa: E402
from rest_framework_simplejwt.tokens import RefreshToken  # noqa: E402

User = get_user_model()
PASSWORD = "Quiet-Harbor-42"
HASHERS = ["pbkdf2_sha256", "pbkdf2_sha1", "argon2", "bcrypt_sha256", "bcrypt", "scrypt"]
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def migrate():
    call_command("migrate", verbosity=0)


def person(username, password=None, hasher="argon2", **more):
    user = User(username=username, password=make_password(password, hasher=hasher), **more)
    user.save()
    return user


@transaction.atomic
def fill():
    told = {}
    # Numbers with gaps, as they are after some years.
    person("gone", PASSWORD).delete()
    for hasher in HASHERS:
        user = person("hash_" + hasher, PASSWORD, hasher, email=hasher + "@Example.com")
        told["hash_" + hasher] = user.pk
    person("weak", PASSWORD, "md5")
    User.objects.create(username="weaker", password="sha1$abc$" + hashlib.sha1(b"abc" + PASSWORD.encode()).hexdigest())
    User.objects.create(username="odd", password="crypt$$ab1Ql4Q3ZQ1Fc")
    User.objects.create(username="dear", password=make_password("x").replace("$1000000$", "$99000000$"))
    person("nobody")
    person("inactive", PASSWORD, is_active=False)
    person("chief", PASSWORD, is_superuser=True, is_staff=True, email="chief@example.com")
    person("helper", PASSWORD, is_staff=True)
    person("grouped", PASSWORD).groups.add(Group.objects.create(name="Staff"))
    person("singer", PASSWORD).groups.add(Group.objects.create(name="Choir"))
    person("Ivan", PASSWORD, email="ivan@example.com")
    person("IVAN", PASSWORD, email="other@example.com")
    person("ann", PASSWORD, email="Ivan@Example.com")
    person("two words", PASSWORD)
    person("lost", PASSWORD, email="nowhere")
    # Not the first: profiles do not have their users' numbers.
    for name in ["vera", "anna"]:
        maker = person(name, PASSWORD, role="specialist", phone="+7 900 123-45-67", email=name + "@example.com")
        profile = SpecialistProfile(user=maker, full_name=name.title() + " Иванова", city="Казань", experience_years=7)
        profile.photo.save(name + ".png", ContentFile(PNG if name == "anna" else b"no picture"))
        told[name] = {"id": maker.pk, "profile": profile.pk}
    service = Service.objects.create(specialist=maker, name="Массаж", price="1500.50", duration_minutes=45)
    Service.objects.create(specialist=User.objects.get(username="IVAN"), name="Стрижка", price="700", duration_minutes=30)
    told["service"] = service.pk
    live, used, late = (RefreshToken.for_user(maker) for _ in range(3))
    used.blacklist()
    told["tokens"] = {
        "access": str(live.access_token),
        "live": str(live),
        "blacklisted": str(used),
        "late": str(late),
    }
    told["users"] = User.objects.count()
    return told


@transaction.atomic
def many(count):
    stored = make_password(PASSWORD, hasher="pbkdf2_sha256")
    users = [
        User(username=f"user{n}", email=f"user{n}@example.com", phone=f"+7900{n:07}", password=stored)
        for n in range(count)
    ]
    users = User.objects.bulk_create(users, batch_size=500)
    profiles = [SpecialistProfile(user=user, full_name="Имя", city="Казань") for user in users]
    SpecialistProfile.objects.bulk_create(profiles, batch_size=500)
    for user in users[:: max(1, count // 100)]:
        RefreshToken.for_user(user).blacklist()
    return {"users": count}


def take_back(fixture, password):
    call_command("loaddata", fixture, verbosity=0)
    users = User.objects.all()
    return {
        user.username: {
            "id": user.pk,
            "signs_in": authenticate(username=user.username, password=password) is not None,
            "wrong": authenticate(username=user.username, password="wrong " + password) is not None,
            "phone": user.phone,
            "role": user.role,
            "groups": [group.name for group in user.groups.all()],
            "is_active": user.is_active,
            "is_staff": user.is_staff,
            "is_superuser": user.is_superuser,
            "joined": user.date_joined.timestamp(),
            "password": user.password,
        }
        for user in users
    }


def main(command, *arguments):
    migrate()
    if command == "fill":
        return fill()
    if command == "many":
        return many(int(arguments[0]))
    if command == "dump":
        call_command("dumpdata", output=arguments[0], verbosity=0)
        return {}
    if command == "take-back":
        return take_back(*arguments)
    raise SystemExit("unknown: " + command)


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
