// The picture of a sound: bars as high as it is loud. Those that were heard have another colour.

interface Props {
  /** From 0 to 1 each. */
  bars: readonly number[];
  /** How much was heard, from 0 to 1. */
  heard: number;
}

const HEIGHT = 24;
const STEP = 4;

export const Waveform = ({ bars, heard }: Props) => (
  <svg
    class="waveform"
    viewBox={`0 0 ${bars.length * STEP} ${HEIGHT}`}
    preserveAspectRatio="none"
    aria-hidden="true"
    focusable="false"
  >
    {bars.map((bar, nth) => {
      const height = Math.max(2, bar * HEIGHT);
      return (
        <rect
          key={nth}
          class={nth < heard * bars.length ? "waveform-heard" : "waveform-bar"}
          x={nth * STEP}
          y={(HEIGHT - height) / 2}
          width={2}
          height={height}
          rx={1}
        />
      );
    })}
  </svg>
);
