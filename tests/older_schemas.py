"""What editors were told about records by a plc that knew less."""

import hashlib
import json


def as_an_older_plc_made(data: bytes, key: str = "contested") -> bytes:
    """Answer a schema that knows one key less, sealed by the plc that made it."""
    told = json.loads(data)
    note = told.pop("$comment").split(" sha256:")[0]
    told["properties"].pop(key)
    whole = json.dumps(told, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(whole.encode()).hexdigest()
    return json.dumps({"$comment": f"{note} sha256:{digest}", **told}).encode()
