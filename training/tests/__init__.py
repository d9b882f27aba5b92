"""Tests of the training; `training/test` runs them."""
