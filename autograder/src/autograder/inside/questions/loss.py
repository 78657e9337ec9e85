"""Questions of the stage loss."""
