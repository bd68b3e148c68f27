// Makes elements. Text becomes only text: no code here can make markup, script or inline style.

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element. props: `class`, `data` {…}, `on` {event: act}, attributes; true sets one, false and
 * null omit it.
 */
export function h(tag, props = {}, ...children) {
  return filled(document.createElement(tag), props, children);
}

/** The same for SVG. */
export function svg(tag, props = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), props, children);
}

function filled(el, { on = {}, data = {}, ...attributes }, children) {
  for (const [name, value] of Object.entries(attributes)) set(el, name, value);
  for (const [name, value] of Object.entries(data))
    if (value !== null && value !== undefined) el.dataset[name] = value;
  for (const [event, act] of Object.entries(on)) el.addEventListener(event, act);
  el.append(
    ...children.flat().filter((child) => child !== null && child !== undefined && child !== false),
  );
  return el;
}

/** Sets or removes one attribute, only if that changes something. */
export function set(el, name, value) {
  if (/^on|^style$|^srcdoc$/i.test(name)) throw new TypeError(`no ${name} from here`);
  if (value === false || value === null || value === undefined) return el.removeAttribute(name);
  const text = value === true ? "" : String(value);
  if (el.getAttribute(name) !== text) el.setAttribute(name, text);
  return undefined;
}

/** Sets an element's text, only if that changes something, so that a selection in it survives. */
export function say(el, text) {
  if (el.textContent !== text) el.textContent = text;
}

/**
 * Updates the children of `parent` to match keyed items: an equal key keeps its element.
 * `make(item)` returns { el, update(item) }.
 */
export function keyed(parent, make) {
  let held = new Map();
  return (items) => {
    const next = new Map();
    let place = parent.firstChild;
    for (const item of items) {
      const part = held.get(item.key) ?? make(item);
      held.delete(item.key);
      next.set(item.key, part);
      part.update?.(item);
      if (part.el === place) place = place.nextSibling;
      else parent.insertBefore(part.el, place);
    }
    for (const part of held.values()) part.el.remove();
    held = next;
  };
}

let made = 0;
/** An id that no other element has. */
export const freshId = (word) => `${word}-${++made}`;
