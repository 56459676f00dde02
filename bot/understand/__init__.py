"""From tokens to interpretations: what the asker may mean, how well it fits, and which wins."""
