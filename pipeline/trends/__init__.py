"""Statistics of series: pure functions over pandas DataFrames; the methods are those of METHODS, named by section."""
