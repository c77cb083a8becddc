"""From a Reading to facts: rules over what the network saw."""
