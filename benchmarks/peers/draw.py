"""What sortition-algorithms finds for a pool, and in how much CPU. Runs in an environment of its own, never in ours.

python benchmarks/peers/draw.py features.csv people.csv SIZE maximin|nash [HOUSEHOLD COLUMN]
"""

import csv
import json
import math
import sys
import time
from pathlib import Path

from sortition_algorithms.committee_generation.maximin import find_distribution_maximin
from sortition_algorithms.committee_generation.nash import find_distribution_nash
from sortition_algorithms.features import read_in_features
from sortition_algorithms.people import read_in_people
from sortition_algorithms.settings import Settings

features_file, people_file, size, fairness, *household = sys.argv[1:]
with Path(features_file).open(encoding="utf-8") as file:
    rows = csv.DictReader(file)
    features, *_ = read_in_features(rows.fieldnames, list(rows))
with Path(people_file).open(encoding="utf-8") as file:
    table = csv.DictReader(file)
    columns = list(table.fieldnames)
    settings = Settings(id_column=columns[0], columns_to_keep=[], check_same_address=bool(household), check_same_address_columns=household)
    people, _ = read_in_people(columns, list(table), features, settings)
find = {"maximin": find_distribution_maximin, "nash": find_distribution_nash}[fairness]
start = time.process_time()
panels, shares, _ = find(features, people, int(size), household)
spent = time.process_time() - start
chances = dict.fromkeys(people, 0.0)
for panel, share in zip(panels, shares, strict=True):
    for person in panel:
        chances[person] += share
able = [chance for chance in chances.values() if chance > 0]
print(
    json.dumps({"cpu": spent, "minimum": min(able), "mean_log": sum(map(math.log, able)) / len(able), "left_out": len(chances) - len(able)})
)
