"""Statistics of samples with NumPy, to compare src/metrics/statistics.ts with.

Nothing here shares code with src/: quantiles and means are NumPy's, the interquartile mean is the
formula of scipy.stats.trim_mean, and the resampling stream is Philox4x32-10 written from its paper
(Salmon et al., SC 2011). JSON in, JSON out: see the last lines.
"""

import json
import sys

import numpy as np

MASK = 0xFFFFFFFF
BOOTSTRAP_PURPOSE = 7


def philox_words(seed: int, count: int) -> list[int]:
    """Draw the first words of stream (seed, agent 0, bootstrap)."""
    words: list[int] = []
    block = 0
    while len(words) < count:
        c = [block, 0, 0, BOOTSTRAP_PURPOSE]
        k = [seed & MASK, seed >> 32]
        for _ in range(10):
            first, second = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
            c = [
                (second >> 32) ^ c[1] ^ k[0],
                second & MASK,
                (first >> 32) ^ c[3] ^ k[1],
                first & MASK,
            ]
            k = [(k[0] + 0x9E3779B9) & MASK, (k[1] + 0xBB67AE85) & MASK]
        words += c
        block += 1
    return words[:count]


def trim_mean(sample: list[float], proportion: float) -> float:
    """Do as scipy.stats.trim_mean does."""
    cut = int(proportion * len(sample))
    return float(np.mean(np.sort(sample)[cut : len(sample) - cut]))


def bootstrap(strata: list[list[float]], seed: int, resamples: int) -> tuple[float, float]:
    """Find the percentile interval of the interquartile mean over all strata."""
    size = sum(len(stratum) for stratum in strata)
    uniforms = np.array(philox_words(seed, resamples * size)) / 2.0**32
    statistics = []
    for row in uniforms.reshape(resamples, size):
        drawn: list[float] = []
        for stratum in strata:
            own, row = row[: len(stratum)], row[len(stratum) :]
            drawn += list(np.take(stratum, (own * len(stratum)).astype(int)))
        statistics.append(trim_mean(drawn, 0.25))
    low, high = np.quantile(statistics, [0.025, 0.975])
    return float(low), float(high)


def moving_average(sample: list[float], window: int) -> list[float]:
    """Average over a trailing window, from the cumulative sum; shorter at the start."""
    total = np.concatenate([[0.0], np.cumsum(sample)])
    end = np.arange(1, len(sample) + 1)
    start = np.maximum(0, end - window)
    return list((total[end] - total[start]) / (end - start))


def describe(sample: list[float]) -> dict[str, object]:
    """Compute all statistics of one sample."""
    return {
        "mean": float(np.mean(sample)),
        "interquartileMean": trim_mean(sample, 0.25),
        "quantiles": [float(np.quantile(sample, p)) for p in given["quantiles"]],
        "movingAverage": moving_average(sample, given["window"]),
    }


given = json.load(sys.stdin)
answer = {
    "samples": [describe(sample) for sample in given["samples"]],
    "intervals": [
        bootstrap(item["strata"], item["seed"], item["resamples"]) for item in given["bootstraps"]
    ],
}
print(json.dumps(answer))
