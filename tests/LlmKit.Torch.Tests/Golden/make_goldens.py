"""Writes every golden file of LlmKit.Torch.Tests beside this script: /usr/bin/python3 make_goldens.py

The numbers come from python3-torch 1.13.1, Debian's package, never from LlmKit. Rerunning gives the same
files.
"""
import importlib
import warnings

import torch

PARTS = ("operators", "functional", "layers", "losses", "optimizers", "schedulers", "random", "initial",
         "descriptions", "printing", "printing_numpy", "autocast")

if __name__ == "__main__":
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    for part in PARTS:
        importlib.import_module(f"make_{part}").main()
