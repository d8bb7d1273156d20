"""Prints a server's OpenAPI document as schemathesis should take it: `narrow.py URL LANGUAGE…`.

`lang` is one of the languages, bodies are JSON, and paths that the server does not have are left out.
"""

import json
import sys
import urllib.error
import urllib.request

url, languages = sys.argv[1], sys.argv[2:]


def is_served(path):
    try:
        urllib.request.urlopen(urllib.request.Request(url + path, method="OPTIONS"))
    except urllib.error.HTTPError as error:
        return error.code != 404
    return True


document = json.load(urllib.request.urlopen(url + "/openapi.json"))
document["paths"] = {path: item for path, item in document["paths"].items() if is_served(path)}
document["components"]["schemas"]["Submission"]["properties"]["lang"]["enum"] = languages
for parameter in document["paths"]["/run"]["get"]["parameters"]:
    if parameter["name"] == "lang":
        parameter["schema"]["enum"] = languages
for item in document["paths"].values():
    for operation in item.values():
        operation.get("requestBody", {}).get("content", {}).pop("application/msgpack", None)
json.dump(document, sys.stdout)
