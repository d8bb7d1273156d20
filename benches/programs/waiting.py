# Typical work, after which the run stays as it is until it is told to end.
import collections
import json
import re
import sys

records = [{"id": index, "name": "record %d" % index, "tags": ["a", "b", index % 7]} for index in range(3000)]
text = json.dumps(records)
again = json.loads(text)
words = collections.Counter(re.findall(r"\w+", text))
ranked = sorted(words.items(), key=lambda item: (-item[1], item[0]))
print("ready", flush=True)
sys.stdin.readline()
