#!/usr/bin/env python3
"""Orders the graphs of main.swift with NetworkX: python3 peer.py [ITEMS CONSTRAINTS]

Constraints strongest first, one that closes a cycle left out (has_path), then scores by descendants() and an order by score."""
import sys, time
import networkx

count, constraint_count = (int(a) for a in (sys.argv[1:] + ["10000", "50000"])[:2])
state = 88172645463325252


def random(below):
    global state
    state ^= state << 13 & (1 << 64) - 1
    state ^= state >> 7
    state ^= state << 17 & (1 << 64) - 1
    return state % below


def constraints(share):
    for index in range(constraint_count):
        first = random(count)
        second = (first + 1 + random(count - 1)) % count
        weight = random(1000)
        soft = index % 5 != 0
        low, high = sorted((first, second))
        front, behind = (low, high) if random(100) < share and soft else (high, low)
        yield soft, -weight, front, behind


for share in (0, 1, 10, 50):
    edges = sorted(constraints(share))
    start = time.time()
    graph, removed = networkx.DiGraph(), 0
    graph.add_nodes_from(range(count))
    for soft, weight, front, behind in edges:
        if networkx.has_path(graph, behind, front):
            removed += 1
        else:
            graph.add_edge(front, behind)
    chosen = time.time()
    scores = {item: len(networkx.descendants(graph, item)) for item in graph}
    order = sorted(graph, key=lambda item: (scores[item], item))
    print(f"{count} items, {constraint_count} constraints, {share} % contradict: choice {chosen - start:.2f} s, "
          f"scores {time.time() - chosen:.2f} s, removed {removed}", flush=True)
