// Medians. Knows nothing of what was measured.

const sorted = (values) => [...values].sort((one, other) => one - other);

export function median(values) {
  const [all, half] = [sorted(values), Math.floor(values.length / 2)];
  return values.length % 2 ? all[half] : (all[half - 1] + all[half]) / 2;
}
