"""Letters of an office on paper, as GB/T 9704-2012 lays them out."""
