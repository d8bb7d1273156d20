# A document of records to text and back, over and over.
import json

RECORDS = 400
ROUNDS = 200

document = [
    {
        "id": index,
        "name": "record %d \u00e9\u20ac" % index,
        "score": index / 8,
        "tags": ["even" if index % 2 == 0 else "odd", "x" * (index % 9), None, True],
        "place": {"row": index // 20, "column": index % 20},
    }
    for index in range(RECORDS)
]
checksum = 0
for round in range(ROUNDS):
    text = json.dumps(document)
    document = json.loads(text)
    document[round % RECORDS]["score"] += 0.5
    checksum = (checksum * 31 + len(text)) % 1000003
print(checksum, sum(len(record["tags"][1]) for record in document))
