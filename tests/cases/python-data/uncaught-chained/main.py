class NotFound(Exception):
    pass


def find(key):
    try:
        return {}[key]
    except KeyError as error:
        raise NotFound(f"no {key!r}") from error


find("lamp")
