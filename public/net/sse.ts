// Reads text/event-stream as it arrives in pieces (HTML Living Standard, §9.2.6), as far as the
// server uses it: only `data`.

/** A reader: takes text and returns the data of every event that the text completes. */
export function eventReader(): (piece: string) => string[] {
  let rest = "";
  let data: string[] = [];
  return (piece) => {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    const whole: string[] = [];
    for (const line of lines) {
      if (line === "" && data.length > 0) {
        whole.push(data.join("\n"));
        data = [];
      } else if (line.startsWith("data:")) {
        data.push(line.slice(line[5] === " " ? 6 : 5));
      }
    }
    return whole;
  };
}
