// How components name people. They are drawn again when a person chooses another name.

import { currentId } from "../app/state.ts";
import { isLookAlike } from "../model/lookalike.ts";
import { inSentence, nameOf } from "../model/profiles.ts";
import { useSelect } from "./use.ts";

/** What the person with this handle is shown as. */
export const useName = (handle: string): string =>
  useSelect((state) => nameOf(state.profiles, handle));

/** Names people by their handles, inside of sentences. */
export function useNames(): (handle: string) => string {
  const profiles = useSelect((state) => state.profiles);
  return (handle) => inSentence(nameOf(profiles, handle));
}

/** Nobody is known to be in it. */
const NOBODY = {};

/**
 * Whether somebody else in sight could be taken for the person with this handle. Then the handle
 * stands beside the name.
 */
export const useLookAlike = (handle: string): boolean =>
  useSelect((state) => {
    const members = state.conversations[currentId(state) ?? ""]?.members ?? NOBODY;
    return handle !== "" && isLookAlike(state.profiles, members, handle);
  });
