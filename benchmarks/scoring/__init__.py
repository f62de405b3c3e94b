"""What a benchmark computes once it has gold and predictions: pure functions, one noun a module."""
