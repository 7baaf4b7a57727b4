"""Multinomial logistic regression over sparse traits, where an example may have several classes."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geomap.places.classifier import NameClass

EPOCHS = 5
BATCH = 1024
RATE = 0.1
RIDGE = 5e-3
HIDDEN = 0.2  # share of the examples whose name is hidden, so that the words around it learn too
STEADY = 1e-2  # where the squares of AdaGrad begin
SCALE = 32.0  # what gradients are divided by before the ridge is added
SEED = 1
CLASSES = len(NameClass)

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]


class Examples(NamedTuple):
    """Examples one after the other.

    Attributes:
        numbers: Of all traits of all examples; 0 is no trait.
        bounds: Where each example's traits begin, and where the last one's end.
        names: How many of an example's traits, the first, tell the name.
        classes: The classes it may be, a bit each.
    """

    numbers: NDArray[np.int32]
    bounds: Whole
    names: NDArray[np.int32]
    classes: NDArray[np.int8]


class Batch(NamedTuple):
    """Some examples: their traits, the example of each, where each begins, allowed classes."""

    numbers: NDArray[np.int32]
    owner: Whole
    offsets: Whole
    allowed: NDArray[np.int8]


def learn(examples: Examples, traits: int, say: Callable[[str], None]) -> NDArray[np.float64]:
    """Weights of all traits, a row each: AdaGrad, the later half of the epochs averaged."""
    chance = np.random.default_rng(SEED)
    weights = np.zeros((traits + 1, CLASSES), np.float32)
    squares = np.full_like(weights, STEADY)
    mean, averaged = np.zeros(weights.shape), 0
    for epoch in range(EPOCHS):
        order, loss = chance.permutation(len(examples.classes)), 0.0
        for at in range(0, len(order), BATCH):
            loss += _step(_batch(examples, order[at : at + BATCH], chance), weights, squares)
        if epoch >= EPOCHS // 2:
            mean, averaged = mean + weights, averaged + 1
        say(f"epoch {epoch + 1}: {loss / len(order):.4f}")
    return mean[1:] / averaged


def _batch(examples: Examples, chosen: Whole, chance: np.random.Generator) -> Batch:
    """The traits of some examples, the names of a few hidden."""
    sizes = examples.bounds[chosen + 1] - examples.bounds[chosen]
    offsets = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    owner = np.repeat(np.arange(len(chosen)), sizes)
    place = np.arange(sizes.sum()) - offsets[owner]
    numbers = examples.numbers[examples.bounds[chosen][owner] + place]
    hidden = chance.random(len(chosen)) < HIDDEN
    numbers[hidden[owner] & (place < examples.names[chosen][owner])] = 0
    allowed = (examples.classes[chosen, None] >> np.arange(CLASSES)) & 1
    return Batch(numbers, owner, offsets, allowed.astype(np.int8))


def _step(batch: Batch, weights: Floats, squares: Floats) -> float:
    """Move the weights of a batch's traits; returns the loss of the batch before."""
    used, inverse = np.unique(batch.numbers, return_inverse=True)
    own = weights[used]
    own[used == 0] = 0
    logits = np.add.reduceat(own[inverse], batch.offsets, axis=0)
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    wanted = shares * batch.allowed
    total = wanted.sum(axis=1, keepdims=True) + 1e-9
    error = (shares - wanted / total)[batch.owner]
    sums = [np.bincount(inverse, error[:, c], len(used)) for c in range(CLASSES)]
    gradient = (np.stack(sums, axis=1) / SCALE).astype(np.float32) + np.float32(RIDGE) * own
    squares[used] += gradient * gradient
    weights[used] = own - RATE * gradient / np.sqrt(squares[used])
    return -float(np.log(total).sum())
