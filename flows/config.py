"""The configuration: jobshift.toml, and over it the environment (JOBSHIFT_*). The defaults run; unknown keys do not."""

from __future__ import annotations

import difflib
import importlib.util
import os
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from flows.values import cron_schedule, engine_name, is_loopback, local_zone, loopback, reachable, store_url, zone_name

FILE = "jobshift.toml"
PREFIX = "JOBSHIFT_"
CONFIG = "JOBSHIFT_CONFIG"
INTERNAL = frozenset({"JOBSHIFT_WORK", "JOBSHIFT_WORK_TMP", "JOBSHIFT_SERVED_BY"})  # from parents to children
SOURCES = Path(__file__).resolve().parent.parent / "spiders" / "sources"


class ConfigError(Exception):
    """The configuration cannot be used: which key, in which file or variable, and why."""


def source_names() -> list[str]:
    """The sources there are: the files of spiders/sources, without importing them."""
    return sorted(file.stem for file in SOURCES.glob("*.py") if not file.stem.startswith("_"))


class Strict(BaseModel):
    """A part of the configuration."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Strict):
    """[source.NAME]: whether and how fast a source is read."""

    on: bool | None = None  # None: as the source itself has it
    delay: Annotated[float, Field(ge=0)] | None = None  # seconds between requests to one host; 0 for a replay only
    concurrency: Annotated[int, Field(ge=1, le=64)] | None = None  # requests under way at once to one host
    budget: Annotated[int, Field(ge=1)] | None = None  # requests a day to its host


class Schedule(Strict):
    """[schedule]: when `jobshift serve` starts the nightly run."""

    cron: Annotated[str, AfterValidator(cron_schedule)] = "0 2 * * *"
    timezone: Annotated[str, AfterValidator(zone_name)] = "local"


class Report(Strict):
    """[report]: what the nightly run draws."""

    on: bool = True


class Alerts(Strict):
    """[alerts]: who is told when the nights change their state."""

    to: tuple[str, ...] = ()  # addresses that apprise knows; they hold secrets: from the environment only
    command: str | None = None  # gets the text on its standard input
    heartbeat: str | None = None  # a file to touch or a URL to ask after every night that did not fail


class Settings(BaseSettings):
    """Everything that may be configured; docs/configuration.md explains each key."""

    model_config = SettingsConfigDict(
        extra="forbid",
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    data: Path = Path("data")  # all state lies below it
    contact: Annotated[str, AfterValidator(reachable)] | None = None
    replay_url: Annotated[str, AfterValidator(loopback)] | None = None
    boards: Path | None = None  # None: spiders/boards.csv
    workers: Annotated[int, Field(ge=1, le=256)] | None = None  # None: one per processor
    wait: Annotated[int, Field(ge=0)] = 3600  # seconds to wait for another run
    engine: Annotated[str, AfterValidator(engine_name)] = "local"  # who tags: local, dask, or a Dask scheduler
    exchange: Annotated[str, AfterValidator(store_url)] | None = None  # None: Dask's workers see the data folder
    source: dict[str, Source] = Field(default_factory=dict)
    schedule: Schedule = Schedule()
    report: Report = Report()
    alerts: Alerts = Alerts()

    @classmethod
    def settings_customise_sources(  # the signature is pydantic's
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file, whose content comes as init arguments."""
        return (env_settings, init_settings)

    def of(self, name: str) -> Source:
        """The configuration of one source."""
        return self.source.get(name, Source())

    def on(self) -> list[str]:
        """The sources that are read each night."""
        return [name for name in source_names() if self.why_off(name) is None]

    def why_off(self, name: str) -> str | None:
        """Why a source is not read; None: it is. One that is off by itself is read where the configuration says so."""
        from spiders.sources import SOURCES

        if self.of(name).on is not None:
            return None if self.of(name).on else "the configuration"
        missing = [key for key in SOURCES[name].keys if not os.environ.get(key, "").strip()]
        return f"{' and '.join(missing)} not in the environment" if missing else SOURCES[name].off

    def secrets(self) -> tuple[str, ...]:
        """What no log may hold."""
        from spiders.sources import SOURCES

        keys = (os.environ.get(key, "").strip() for source in SOURCES.values() for key in source.keys)
        return (*self.alerts.to, self.alerts.heartbeat or "", *keys)

    def zone(self) -> ZoneInfo:
        """The schedule's time zone."""
        return ZoneInfo(local_zone() if self.schedule.timezone == "local" else self.schedule.timezone)


def config_file() -> Path:
    """The configuration file: $JOBSHIFT_CONFIG, or jobshift.toml in the working folder (it may be missing)."""
    return Path(os.environ.get(CONFIG, FILE)).absolute()


def settings() -> Settings:
    """The configuration in force; ConfigError names the key and the file (or variable) of a mistake."""
    file = config_file()
    given = _read(file)
    _refuse_unknown_variables()
    try:
        found = Settings(**given)
    except ValidationError as error:
        raise ConfigError("\n".join(_explained(mistake, file) for mistake in error.errors())) from None
    _refuse_unknown_sources(found, file)
    return found


def _read(file: Path) -> dict[str, Any]:
    if not file.exists():
        if CONFIG in os.environ:
            raise ConfigError(f"{CONFIG} names {file}, which does not exist")
        return {}
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: {error}") from None
    if "to" in (given.get("alerts") or {}):
        raise ConfigError(f"{file}: `alerts.to` holds secrets: set JOBSHIFT_ALERTS__TO instead, a JSON list")
    for key in ("data", "boards"):  # a relative path counts from the file that names it
        if isinstance(given.get(key), str):
            given[key] = str(file.parent / Path(given[key]).expanduser())
    return given


def _explained(mistake: Any, file: Path) -> str:
    path = [str(part) for part in mistake["loc"]]
    variable = PREFIX + "__".join(path).upper()
    where = f"the environment variable {variable}" if variable in os.environ else str(file)
    if mistake["type"] == "extra_forbidden":
        return f"{where}: unknown key `{'.'.join(path)}`{_nearest(path)}"
    return f"{where}: `{'.'.join(path)}`: {mistake['msg'].removeprefix('Value error, ')}"


def _nearest(path: list[str]) -> str:
    table: dict[str, type[BaseModel]] = {"source": Source, "schedule": Schedule, "report": Report, "alerts": Alerts}
    model = table.get(path[0], Settings) if len(path) > 1 else Settings
    keys = list(model.model_fields)
    close = difflib.get_close_matches(path[-1], keys, n=1, cutoff=0.5)
    return f"; did you mean `{close[0]}`?" if close else f"; there are {', '.join(keys)}"


def _refuse_unknown_variables() -> None:
    known = {CONFIG, *INTERNAL, *(PREFIX + key.upper() for key in Settings.model_fields)}
    for variable in sorted(os.environ):
        if variable.startswith(PREFIX) and variable.split("__")[0] not in known:
            close = difflib.get_close_matches(variable, known, n=1, cutoff=0.5)
            raise ConfigError(
                f"unknown environment variable {variable}; did you mean {close[0]}?"
                if close
                else f"unknown environment variable {variable}"
            )


def _refuse_unknown_sources(found: Settings, file: Path) -> None:
    names = source_names()
    for name in found.source:
        if name not in names:
            close = difflib.get_close_matches(name, names, n=1, cutoff=0.4)
            hint = f"did you mean `source.{close[0]}`?" if close else f"there are {', '.join(names)}"
            raise ConfigError(f"{file}: unknown key `source.{name}`; {hint}")


def require_contact(found: Settings) -> None:
    """A live crawl tells the sites whom to reach; a replay of recorded pages on loopback need not."""
    if found.contact is None and found.replay_url is None:
        raise ConfigError(
            f"a live crawl needs a contact: set `contact` in {config_file()} or JOBSHIFT_CONTACT (a mail address or a "
            "web page), so that the sites can reach you; `jobshift init` asks for it"
        )


def require_engine(found: Settings) -> None:
    """Before the first step: what the engine needs is installed, and the workers can reach whom they report to."""
    if found.engine == "local":
        return
    for package in ("distributed", "prefect_dask", "s3fs") if found.exchange else ("distributed", "prefect_dask"):
        if importlib.util.find_spec(package) is None:
            raise ConfigError(
                f"`engine` is {found.engine}, which needs the extra `cluster` ({package} is missing): "
                "pip install 'jobshift[cluster]'"
            )
    api = os.environ.get("PREFECT_API_URL", "http://127.0.0.1")
    if found.engine != "dask" and is_loopback(api) and not is_loopback(found.engine):
        raise ConfigError(
            f"the workers of {found.engine} report to Prefect: set PREFECT_API_URL to a server that they reach"
        )


def today() -> date:
    """The night that starts now: today's UTC date."""
    return datetime.now(UTC).date()
