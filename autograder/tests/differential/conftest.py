"""Real TensorFlow for these tests, quiet and on one thread; skipped if it is not installed."""

import os

import pytest
from hypothesis import HealthCheck, settings

EXAMPLES = int(os.environ.get("DIFFERENTIAL_EXAMPLES", "0"))

# Derandomized, so that CI repeats itself. DIFFERENTIAL_EXAMPLES=20000 explores instead: other
# programs each time, as many as that.
common = {"deadline": None, "database": None, "print_blob": False,
          "suppress_health_check": list(HealthCheck)}
settings.register_profile("differential", max_examples=100, derandomize=True, **common)
settings.register_profile("differential-explore", max_examples=EXAMPLES or 100, **common)


def examples(usual):
    """How many programs a test draws: the usual number, or what the environment asks for."""
    profile = settings.get_profile("differential-explore" if EXAMPLES else "differential")
    return settings(profile, max_examples=EXAMPLES or usual)


@pytest.fixture(scope="session")
def tf():
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
    tensorflow = pytest.importorskip(
        "tensorflow", reason="TensorFlow is not installed: pip install -e 'autograder[oracle]'")
    tensorflow.get_logger().setLevel("ERROR")
    tensorflow.config.threading.set_intra_op_parallelism_threads(1)
    tensorflow.config.threading.set_inter_op_parallelism_threads(1)
    return tensorflow
