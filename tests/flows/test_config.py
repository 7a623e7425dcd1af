"""Configuration: the defaults run, the environment wins, a mistake names its key, its place and the nearest key."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.config import ConfigError, config_file, require_contact, require_engine, settings, source_names


def write(text: str) -> Path:
    file = config_file()
    file.write_text(text)
    return file


def test_defaults_run_without_a_file() -> None:
    found = settings()
    assert found.data == Path("data")
    assert {"hn", "greenhouse", "arbeitnow"} <= set(found.on()) < set(source_names())
    assert "LinkedIn" in (found.why_off("smartrecruiters") or "")
    assert found.schedule.cron == "0 2 * * *"


def test_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    write('contact = "file@example.org"\nworkers = 2\n[source.hn]\ndelay = 5\nconcurrency = 2')
    monkeypatch.setenv("JOBSHIFT_CONTACT", "variable@example.org")
    monkeypatch.setenv("JOBSHIFT_SOURCE__HN__DELAY", "7")
    found = settings()
    assert (found.contact, found.workers) == ("variable@example.org", 2)
    assert (found.of("hn").delay, found.of("hn").concurrency) == (7, 2)


def test_a_path_in_the_file_counts_from_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "etc").mkdir()
    (folder / "etc" / "jobshift.toml").write_text('data = "../kept"')
    monkeypatch.setenv("JOBSHIFT_CONFIG", str(folder / "etc" / "jobshift.toml"))
    assert settings().data.resolve() == (folder / "kept").resolve()


@pytest.mark.parametrize(
    ("text", "key", "hint"),
    [
        ('contcat = "a@b.org"', "`contcat`", "`contact`"),
        ("[source.hn]\ndelai = 1", "`source.hn.delai`", "`delay`"),
        ("[source.greenhose]\non = false", "`source.greenhose`", "`source.greenhouse`"),
        ('[schedule]\ncorn = "0 2 * * *"', "`schedule.corn`", "`cron`"),
    ],
)
def test_unknown_key_is_refused_with_its_name_file_and_nearest_key(text: str, key: str, hint: str) -> None:
    file = write(text)
    with pytest.raises(ConfigError) as caught:
        settings()
    assert key in str(caught.value)
    assert hint in str(caught.value)
    assert str(file) in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('replay_url = "http://example.org:8765"', "not a loopback address"),
        ('replay_url = "http://127.0.0.1.example.org"', "not a loopback address"),
        ('contact = "me"', "neither a mail address nor a web address"),
        ('[schedule]\ncron = "at two"', "no cron schedule"),
        ('[schedule]\ntimezone = "Mars/Olympus"', "no time zone"),
        ("[source.hn]\ndelay = -1", "greater than or equal to 0"),
        ("workers = 0", "greater than or equal to 1"),
        ("= 3", "jobshift.toml"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_the_reason(text: str, said: str) -> None:
    write(text)
    with pytest.raises(ConfigError, match=said):
        settings()


@pytest.mark.parametrize("url", ["http://127.0.0.1:8765", "http://localhost:8765/", "http://[::1]:8765"])
def test_a_replay_on_loopback_is_accepted(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBSHIFT_REPLAY_URL", url)
    assert settings().replay_url == url.rstrip("/")


def test_misspelt_variable_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBSHIFT_CONTCAT", "a@b.org")
    with pytest.raises(ConfigError, match="JOBSHIFT_CONTCAT; did you mean JOBSHIFT_CONTACT"):
        settings()


def test_a_wrong_value_of_a_variable_is_told_by_the_variables_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBSHIFT_WORKERS", "many")
    with pytest.raises(ConfigError, match="environment variable JOBSHIFT_WORKERS"):
        settings()


def test_live_crawl_needs_a_contact_and_a_replay_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigError, match="JOBSHIFT_CONTACT"):
        require_contact(settings())
    monkeypatch.setenv("JOBSHIFT_REPLAY_URL", "http://127.0.0.1:8765")
    require_contact(settings())


def test_a_configuration_file_that_is_named_must_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOBSHIFT_CONFIG", "nowhere.toml")
    with pytest.raises(ConfigError, match="does not exist"):
        settings()


def test_an_engine_is_local_dask_or_a_scheduler() -> None:
    for value in ("local", "dask", "tcp://10.0.0.5:8786", "tls://cluster:8786"):
        write(f'engine = "{value}"')
        assert settings().engine == value
    write('engine = "spark"')
    with pytest.raises(ConfigError, match="'spark' is no engine: `local`, `dask`, or the address"):
        settings()
    write('exchange = "/mnt/jobs"')
    with pytest.raises(ConfigError, match="no URL of an object store"):
        settings()


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    write('engine = "dask"')
    require_engine(settings())
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "prefect_dask" else name)
    with pytest.raises(ConfigError, match=r"prefect_dask is missing\): pip install 'jobshift\[cluster\]'"):
        require_engine(settings())
    write("")
    require_engine(settings())


def test_workers_elsewhere_need_a_prefect_server_that_they_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    write('engine = "tcp://10.0.0.5:8786"')
    with pytest.raises(ConfigError, match="set PREFECT_API_URL"):
        require_engine(settings())
    monkeypatch.setenv("PREFECT_API_URL", "http://10.0.0.4:4200/api")
    require_engine(settings())
    monkeypatch.delenv("PREFECT_API_URL")
    write('engine = "tcp://127.0.0.1:8786"')
    require_engine(settings())
