"""Prints a server's OpenAPI document as schemathesis should take it, with bodies in JSON: `narrow.py URL`."""

import json
import sys
import urllib.request

url = sys.argv[1]
document = json.load(urllib.request.urlopen(url + "/openapi.json"))
for item in document["paths"].values():
    for operation in item.values():
        operation.get("requestBody", {}).get("content", {}).pop("application/msgpack", None)
json.dump(document, sys.stdout)
