"""The contestants of bench_engine.py: the same three train steps, as each library's users write.

A module is a contestant. It has `settle()` (called once: threads and the like), and three
functions that get NumPy arrays and return a pair:

    seed(inputs, outputs, rate)                    W * x + b on 1-D data, mean squared error
    network(images, labels, weights, rate)         784-64-10, relu, softmax cross entropy, SGD
    sparse(table, batches, targets, rate)          rows of an embedding, moved to their targets

The first of the pair is `step()`, one train step from nothing to changed parameters, the loss
computed too. The second is `parameters()`, the parameters now, as a list of arrays.
`batches` is a list of int32 arrays, one for each step, over and over.
"""
