"""The application as gunicorn serves it to a benchmark: the benchmark's database and addresses."""

import os

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()
settings.ROOT_URLCONF = "tests.bench.kit.addresses"
for alias in connections:
    connections[alias].settings_dict["NAME"] = os.environ["BENCH_DATABASE"]
application = get_wsgi_application()
