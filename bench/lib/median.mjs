// Medians, and how far to trust them. Knows nothing of what was measured.

const CONFIDENCE = 0.95;

const sorted = (values) => [...values].sort((one, other) => one - other);

export function median(values) {
  const [all, half] = [sorted(values), Math.floor(values.length / 2)];
  return values.length % 2 ? all[half] : (all[half - 1] + all[half]) / 2;
}

/**
 * Where the true median lies with 95 % confidence: from the kth smallest to the kth largest value,
 * for the largest k that the number of values allows. This is the interval of the sign test, which
 * assumes nothing about the distribution. Fewer than six values say nothing.
 */
export function interval(values) {
  const all = sorted(values);
  // Each value is below the median with a chance of one half. The kth smallest is above it if fewer
  // than k are below.
  let [ends, tooFew, ways] = [-1, 0, 1];
  for (let below = 0; below < all.length; below += 1) {
    tooFew += ways / 2 ** all.length;
    if (1 - 2 * tooFew < CONFIDENCE) break;
    ends = below;
    ways = (ways * (all.length - below)) / (below + 1);
  }
  return ends < 0 ? [0, Infinity] : [all[ends], all[all.length - 1 - ends]];
}
