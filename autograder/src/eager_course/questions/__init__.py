"""What the course asks, a module a stage: the part of it that a sealed process may read."""
