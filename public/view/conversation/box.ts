// Boxes for writing that grow with their text.

/** The keyCode of a key that an input method uses itself. Safari says so and nothing else. */
export const COMPOSING = 229;
/** The most pixels that a box grows to; also in css/conversation.css. */
const TALLEST = 200;

const grows = () => CSS.supports("field-sizing", "content");
export const isTouch = () => matchMedia("(pointer: coarse) and (hover: none)").matches;

/** Makes the box as high as its text. Browsers that do this themselves are left alone. */
export function fit(box: HTMLTextAreaElement) {
  if (grows() || box.clientHeight === 0) return;
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, TALLEST)}px`;
}

/** Fits the box again when its width changes, and when it is shown. */
export function grown(box: HTMLTextAreaElement | null) {
  if (!box || grows()) return;
  let width = 0;
  const observer = new ResizeObserver(() => {
    if (box.clientWidth !== width) fit(box);
    width = box.clientWidth;
  });
  observer.observe(box);
  return () => observer.disconnect();
}
