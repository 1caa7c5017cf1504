"""The architectures that NeuralCore must run, with seeded random weights."""
