"""What is measured, beside which peer, and how to run it again: `make bench`, or `python -m benchmarks pages writes`."""
