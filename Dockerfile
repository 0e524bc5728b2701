# Two stages: the second holds the program and what it needs to run, and nothing to build with.
FROM python:3.11-slim AS build
ARG REQUIREMENTS=run
WORKDIR /srv/heard
COPY requirements requirements
RUN python -m venv /opt/heard \
    && /opt/heard/bin/pip install --no-cache-dir --require-hashes --no-deps -r requirements/${REQUIREMENTS}.txt

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /nonexistent --no-create-home heard \
    && install -d -o heard -g heard -m 0700 /var/lib/heard
COPY --from=build /opt/heard /opt/heard
WORKDIR /srv/heard
COPY app app
COPY templates templates
COPY static static
COPY locales locales
COPY authorities authorities
COPY migrations migrations
COPY pyproject.toml pyproject.toml
ENV PATH=/opt/heard/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 HEARD_DATA_FOLDER=/var/lib/heard
USER heard
VOLUME ["/var/lib/heard"]
EXPOSE 8000
# A root file system that cannot be written works: everything written goes to the volume, and /tmp may be memory.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "-m", "app", "healthy"]
CMD ["sh", "-c", "python -m app migrate && exec python -m app serve --host 0.0.0.0"]
