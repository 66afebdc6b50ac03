"""Settings of a process, from the environment with the prefix SAMENSPEL_. Built once, in main."""

import base64
from typing import Annotated, Literal

from pydantic import BeforeValidator
from pydantic_settings import BaseSettings, SettingsConfigDict


def _from_base64(value: object) -> object:
    return base64.b64decode(value) if isinstance(value, str) else value


KeyBytes = Annotated[bytes, BeforeValidator(_from_base64)]
"""Thirty-two bytes, written in base64."""


class Settings(BaseSettings):
    """What every process of the platform is told."""

    model_config = SettingsConfigDict(env_prefix="SAMENSPEL_", frozen=True, extra="ignore")

    environment: Literal["development", "production"] = "production"
    instance: str
    kafka: str
    partitions: int = 12
    database: str
    pool_size: int = 6
    metrics_port: int = 0
    host: str = "127.0.0.1"
    batch: int = 500
    log_level: str = "info"
