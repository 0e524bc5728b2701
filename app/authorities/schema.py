"""The description of a profile that text editors use to complete keys and to underline mistakes."""

import json
import sys
from typing import Any

from app.authorities.models import Profile

TITLE = "A council's profile"


def profile_schema() -> str:
    """Write the JSON schema of a profile; nothing is required, since a region or nation may hold it."""
    schema: dict[str, Any] = Profile.model_json_schema()
    schema.pop("required", None)
    schema["title"] = TITLE
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.write(profile_schema())
