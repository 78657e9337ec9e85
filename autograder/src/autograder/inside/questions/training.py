"""Questions of the stage training."""
