"""Questions of the stage tape."""
