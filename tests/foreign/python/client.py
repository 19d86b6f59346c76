# A client in Python: loads the component that is named, prints how it gets along with the mock, and no secret.

import json
import os
import sys
from functools import partial
from http.client import HTTPConnection
from urllib.parse import urlsplit

from wasmtime import Engine, Store, WasiConfig
from wasmtime.component import Component, Linker, Record, Variant


def main(path):
    store = Store(Engine())
    open_client, token, send, status = load(store, path)
    options = {
        "base-url": os.environ["SCAIKEY_BASE"],
        "surface": None,  # The case without a payload: platform.
        "client-id": os.environ["SCAIKEY_CLIENT_ID"],
        "client-secret": os.environ["SCAIKEY_CLIENT_SECRET"],
        "scopes": [],
        "settings": None,
    }
    request = {"method": "GET", "path": "/api/v1/admin/tenants/", "headers": [], "body": None, "deadline": None}

    client = open_client(record(options))
    print(f"token: number {token(client, None).generation}")
    show("call", send(client, record(request)))

    refuse_next_token(options["base-url"])
    show("refused token", send(client, record(request)))

    show("hostile path", send(client, record({**request, "path": "//evil.example"})))
    stranger = open_client(record({**options, "client-secret": "wrong"}))
    show("wrong secret", send(stranger, record(request)))
    stranger.drop(store)

    condition = vars(status(client))
    accepted = vars(condition["counters"])["retries-accepted"]
    print(f"status: {condition['state']}, {accepted} retry accepted")
    client.drop(store)


def load(store, path):
    """The functions of the component, which reaches the network and nothing else."""
    store.set_wasi(WasiConfig())
    store.set_wasi_http()
    linker = Linker(store.engine)
    linker.add_wasip2()
    linker.add_wasi_http()
    instance = linker.instantiate(store, Component.from_file(store.engine, path))
    auth = instance.get_export_index(store, "scaikey:client/auth@0.1.0")
    names = ("[static]client.open", "[method]client.token", "[method]client.send", "[method]client.status")
    indices = (instance.get_export_index(store, name, auth) for name in names)
    return [partial(instance.get_func(store, index), store) for index in indices]


def record(fields):
    made = Record()
    vars(made).update(fields)
    return made


def refuse_next_token(base):
    connection = HTTPConnection(urlsplit(base).netloc)
    faults = json.dumps({"refuse_tokens": 1})
    connection.request("PUT", "/mock/faults", faults, {"content-type": "application/json"})
    assert connection.getresponse().status < 300


def show(act, result):
    """How a call went. An error is a variant, a response a record."""
    if isinstance(result, Variant):
        print(f"{act}: {result.tag}: {getattr(result.payload, 'code', result.payload)}")
    else:
        print(f"{act}: {result.status} at attempt {result.attempts}")


main(sys.argv[1])
