// The files in which the local runtime keeps the databases of objects.
import { readdirSync, readlinkSync } from "node:fs";
import { workerdOf } from "./processes.mjs";

/** The database file of an object that is awake. Its write-ahead log is beside it, with `-wal`. */
export async function databaseFile(world, className, name) {
  // An object that was just asked something has its file open.
  await world.sql(className, name, "SELECT 1");
  const id = await idOf(world, className, name);
  const folder = `/proc/${workerdOf(process.pid)}/fd`;
  for (const open of readdirSync(folder)) {
    const file = linkOf(`${folder}/${open}`);
    if (file.endsWith(`${id}.sqlite`)) return file;
  }
  throw new Error(`no open file of ${className} ${name}`);
}

const idOf = async (world, className, name) => {
  const bindings = { ConversationObject: "CONVERSATIONS", UserObject: "USERS" };
  return (await world.env())[bindings[className]].idFromName(name).toString();
};

function linkOf(path) {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}
