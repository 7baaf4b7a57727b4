"""Documents, sentences, words, numbers and dates."""
