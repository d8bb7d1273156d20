import datetime
import hashlib
import hmac
import os
import secrets
import time
import uuid
from datetime import date, timedelta, timezone

print(date(2024, 2, 29) + timedelta(days=366), date(2024, 2, 29).strftime("%A %d %B %Y, week %V"))
moment = datetime.datetime(2000, 1, 1, 12, 30, tzinfo=timezone.utc)
print(moment.isoformat(), int(moment.timestamp()), moment.astimezone(timezone(timedelta(hours=-5))))
print(datetime.datetime.fromisoformat("2021-03-04T05:06:07") - datetime.datetime(2021, 1, 1))
print(datetime.datetime.strptime("31/12/99 23:59", "%d/%m/%y %H:%M"), time.gmtime(0).tm_year, time.tzname[0] in ("UTC", "GMT"))
print(hashlib.sha256(b"abc").hexdigest())
print(hashlib.md5(b"abc").hexdigest(), hashlib.sha1(b"").hexdigest())
print(hashlib.blake2b(b"abc", digest_size=8).hexdigest(), hashlib.sha3_256(b"").hexdigest()[:16])
print(hmac.new(b"key", b"message", "sha256").hexdigest()[:16], hmac.compare_digest("a", "a"))
print(uuid.uuid5(uuid.NAMESPACE_DNS, "example"), uuid.uuid4() != uuid.uuid4(), len(secrets.token_hex(8)), len(os.urandom(5)))
before = time.perf_counter()
time.sleep(0.02)
print(0.019 <= time.perf_counter() - before < 5, time.time() > 1.7e9, time.process_time() >= 0)
