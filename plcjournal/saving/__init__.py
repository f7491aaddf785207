"""The order of effects that makes a save survive crashes, races and power cuts."""
