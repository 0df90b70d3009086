"""What DiskWorker does, for diskcache."""

import os
import random
import sys
import time

import diskcache


def share(samples, part):
    return samples[int(part * (len(samples) - 1))] / 1e3 if samples else float("nan")


def main(peer, directory, length, keys, filled):
    cache = diskcache.FanoutCache(directory) if peer == "FANOUT" else diskcache.Cache(directory)
    value = os.urandom(length)
    for i in range(filled):
        cache.set("key:%d" % i, value, **({"retry": True} if peer == "FANOUT" else {}))
    print("ready", flush=True)
    clock = time.perf_counter_ns
    for line in sys.stdin:
        end = clock() + int(line) * 1_000_000
        taken = {"get": [], "set": [], "delete": []}
        failures = 0
        while clock() < end:
            dice = random.randrange(10)
            key = "key:%d" % random.randrange(keys)
            # SQLite writes nothing where a row stays as it is.
            value = random.randbytes(8) + value[8:]
            calls = ["get"] if dice < 6 else ["set"] if dice < 9 else ["delete", "set"]
            for call in calls:
                start = clock()
                try:
                    if call == "get":
                        cache.get(key)
                    elif call == "set":
                        # FanoutCache says so when it has given a call up.
                        failures += not cache.set(key, value)
                    else:
                        cache.delete(key)
                except diskcache.Timeout:
                    failures += 1
                taken[call].append(clock() - start)
        for samples in taken.values():
            samples.sort()
        print(
            " ".join("%.2f %.2f" % (share(s, 0.5), share(s, 0.99)) for s in taken.values()),
            failures,
            flush=True,
        )


main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6]))
