// Used by bundle.mjs. Unpacks a web font of the first format (WOFF 1.0, https://www.w3.org/TR/WOFF/) to the TrueType font it was made of:
// the same tables, compressed one by one behind another head. The format has been fixed since 2012.
import { inflateSync } from 'node:zlib';

export function sfntOf(woff) {
    if (woff.readUInt32BE(0) !== 0x774F4646) {
        throw new Error('not a WOFF 1.0 font');
    }

    const count = woff.readUInt16BE(12);
    const tables = Array.from({ length: count }, (_, i) => readTable(woff, woff.subarray(44 + 20 * i, 64 + 20 * i)));
    const head = Buffer.alloc(12 + 16 * count);
    const parts = [head];
    const log = Math.floor(Math.log2(count));
    woff.copy(head, 0, 4, 8);
    [count, 16 << log, log, 16 * count - (16 << log)].forEach((value, i) => head.writeUInt16BE(value, 4 + 2 * i));
    let offset = head.length;
    tables.forEach(({ tag, checksum, content }, i) => {
        const padding = -content.length & 3;
        tag.copy(head, 12 + 16 * i);
        checksum.copy(head, 16 + 16 * i);
        head.writeUInt32BE(offset, 20 + 16 * i);
        head.writeUInt32BE(content.length, 24 + 16 * i);
        parts.push(content, Buffer.alloc(padding));
        offset += content.length + padding;
    });
    return Buffer.concat(parts);
}

function readTable(woff, entry) {
    const [offset, packed, length] = [4, 8, 12].map(at => entry.readUInt32BE(at));
    const content = woff.subarray(offset, offset + packed);
    return { tag: entry.subarray(0, 4), checksum: entry.subarray(16, 20), content: packed < length ? inflateSync(content) : content };
}
