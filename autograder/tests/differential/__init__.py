"""The differential test: random programs, run on `eager` and on real TensorFlow."""
