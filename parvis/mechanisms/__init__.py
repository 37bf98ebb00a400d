"""The mathematics of democracy: pure functions from what people said to what follows from it. Knows no Django."""
