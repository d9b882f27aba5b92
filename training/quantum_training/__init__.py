"""Trains what Quantum scores with: an XGBoost and a Temporal Fusion Transformer, their calibration and thresholds."""
