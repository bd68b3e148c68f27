// A person or group as a coloured disc with two letters, and a mark for online. Decoration: the
// name is beside it.

import { hueOf, initialsOf } from "../../model/hues.ts";

interface Props {
  /** What the colour depends on: a person's handle, a group's id. */
  id: string;
  name: string;
  kind?: "person" | "group" | "direct";
  size?: "s" | "m" | "l";
  online?: boolean;
}

export const Avatar = ({ id, name, kind = "person", size = "m", online = false }: Props) => (
  <span
    class={`avatar avatar-${size}`}
    data-hue={hueOf(id)}
    data-kind={kind}
    data-online={online ? "true" : undefined}
    aria-hidden="true"
  >
    <span>{initialsOf(name)}</span>
  </span>
);
