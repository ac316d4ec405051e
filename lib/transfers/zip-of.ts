import { crc32, deflateRawSync } from "node:zlib";

type File = { name: string; text: string };

/** A ZIP archive of a few small text files, names in UTF-8 (the format's bit 11), dates in UTC. */
export function zipOf(files: readonly File[], at: Date): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, text } of files) {
    const plain = Buffer.from(text, "utf8");
    const packed = deflateRawSync(plain);
    const path = Buffer.from(name, "utf8");
    const shared = sharedFields(plain, packed, path, at);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), shared, path, packed]);
    // Made by version 2.0; then, after the shared fields: no comment, disk 0, attributes 0, where the entry begins.
    const where = Buffer.alloc(14);
    where.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\u0000"), shared, where, path]));
    parts.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", 0, "latin1");
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, list, end]);
}

/** What an entry says of itself both before its bytes and in the directory at the end. */
function sharedFields(plain: Buffer, packed: Buffer, path: Buffer, at: Date): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(0x0800, 2);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt16LE((at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1), 6);
  fields.writeUInt16LE(((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(), 8);
  fields.writeUInt32LE(crc32(plain), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(plain.length, 18);
  fields.writeUInt16LE(path.length, 22);
  return fields;
}
