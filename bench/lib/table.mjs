// Figures as a Markdown table: the median, its spread, and ratios of the first server to the floors
// and to ws.
import { cpus, totalmem, release } from "node:os";
import { median } from "./median.mjs";

const ORDER = ["dormouse", "floor", "even floor", "floor+D1", "ws", "ws+SQLite", "Socket.IO"];

export const short = (value) =>
  value >= 1_000 ? Math.round(value).toLocaleString("en") : Number(value.toPrecision(3)).toString();

const spread = (values) => {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return values.length > 1
    ? `${short(median(values))} (${short(least)}–${short(most)})`
    : short(values[0]);
};

export function machine() {
  const [{ model }] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${model.trim()}, ${memory} GiB, Linux ${release()}, ${new Date().toISOString().slice(0, 10)}`;
}

/** Rows of equal columns as a table, or figures by name as a list. */
export function list(figures) {
  if (!Array.isArray(figures))
    return Object.entries(figures)
      .map(([name, value]) => `- ${name} ${short(value)}`)
      .join("\n");
  const head = Object.keys(figures[0]);
  const rows = figures.map((row) =>
    head.map((name) => (typeof row[name] === "number" ? short(row[name]) : row[name])),
  );
  return [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

/**
 * `figures` is { server: { figure: [one per round] } }. A ratio is the median of the rounds' own
 * ratios, because a disturbance in a round affects every server in it.
 */
export function table(title, shown, figures) {
  const names = ORDER.filter((name) => figures[name]);
  const { dormouse } = figures;
  const ratio = (figure, peer) => {
    if (!dormouse || !figures[peer]) return "–";
    const others = figures[peer][figure];
    return short(median(dormouse[figure].map((value, round) => value / others[round])));
  };
  const rows = shown.map((figure) => [
    figure,
    ...names.map((name) => spread(figures[name][figure])),
    ...["floor", "even floor", "ws"].map((peer) => ratio(figure, peer)),
  ]);
  const head = [title, ...names, "÷ floor", "÷ even floor", "÷ ws"];
  return [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
