// How loud a sound is over its time, for its picture.

/** As many bars as a player shows. */
export const BARS = 48;

/** From 0 to 1, one for each bar. Rejects if this browser cannot read the sound. */
export async function peaksOf(sound: Blob): Promise<number[]> {
  // Its rate does not matter to the picture, and a low one takes little memory.
  const context = new OfflineAudioContext(1, 1, 8_000);
  const { length, ...decoded } = await samplesOf(context, sound);
  const each = Math.max(1, Math.floor(length / BARS));
  const bars = Array.from({ length: BARS }, (_, nth) => {
    let peak = 0;
    for (let at = nth * each; at < (nth + 1) * each && at < length; at += 1)
      peak = Math.max(peak, Math.abs(decoded.samples[at] ?? 0));
    return peak;
  });
  const loudest = Math.max(...bars, 0.01);
  return bars.map((bar) => bar / loudest);
}

async function samplesOf(context: OfflineAudioContext, sound: Blob) {
  const buffer = await context.decodeAudioData(await sound.arrayBuffer());
  return { length: buffer.length, samples: buffer.getChannelData(0) };
}
