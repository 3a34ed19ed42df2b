"""Writes dawid_skene.json: the estimates of Dawid and Skene's EM after some rounds, as dense numpy algebra.

Debian: python3-numpy. Run: /usr/bin/python3 make_dawid_skene.py
"""
import json
import pathlib

import numpy as np


def estimate(answers, classes, rounds):
    """One-hot votes (items, annotators, classes); nothing is smoothed."""
    votes = (answers[:, :, None] == np.arange(classes)).astype(float)
    belief = votes.sum(1) / votes.sum((1, 2))[:, None]
    likelihoods = []
    for _ in range(rounds):
        prior = belief.mean(0)
        errors = np.einsum("it,iac->atc", belief, votes)
        errors /= errors.sum(2, keepdims=True)
        with np.errstate(divide="ignore", invalid="ignore"):
            joint = prior * np.prod(np.where(votes[:, :, None, :] > 0, errors[None], 1).prod(3), axis=1)
        likelihoods.append(float(np.log(joint.sum(1)).sum()))
        belief = joint / joint.sum(1, keepdims=True)
    return prior, errors, belief, likelihoods


cases = []
for seed, (items, annotators, classes) in enumerate([(60, 3, 2), (80, 4, 3), (120, 5, 4)]):
    draw = np.random.default_rng(seed)
    truth = draw.integers(classes, size=items)
    skill = draw.uniform(0.5, 0.95, size=annotators)
    answers = np.where(draw.random((items, annotators)) < skill, truth[:, None], draw.integers(classes, size=(items, annotators)))
    answers[draw.random((items, annotators)) < 0.15] = -1
    answers[(answers < 0).all(1), 0] = 0
    prior, errors, belief, likelihoods = estimate(answers, classes, 20)
    cases.append({"classes": classes, "answers": answers.tolist(), "rounds": 20, "prior": prior.tolist(),
                  "errors": errors.tolist(), "belief": belief.tolist(), "likelihoods": likelihoods})
path = pathlib.Path(__file__).with_name("dawid_skene.json")
path.write_text("[" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "]\n")
