"""A thin worker: Gymnasium's MuJoCo environments over ZeroMQ. No learning happens here."""
