// Called by assets.targets as: node bundle.mjs DSFR OWN SOURCES OUTPUT
// OUTPUT is a file that names the files made, which are in a folder of the same name without its extension.
// Makes the files the pages are served with, each named after its content and compressed once: one style sheet (what the sources use
// of the design system, then our own), our script, two fonts, the icon of the tab. The same two fonts, unpacked, go into the receipts.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { dropUnread, parse, prune, write } from './prune.mjs';
import { sfntOf } from './sfnt.mjs';

const [dsfr, own, list, output] = process.argv.slice(2);
const folder = output.slice(0, -extname(output).length);
const made = [];
const fonts = ['Marianne-Regular', 'Marianne-Bold'];

mkdirSync(folder, { recursive: true });

// A class name counts where it is written in full, in a component or in our own assets.
const sources = readFileSync(list, 'utf8').split('\n').map(line => line.trim()).filter(line => line !== '');
const used = new Set(sources.flatMap(path => readFileSync(path, 'utf8').match(/(?<![\w-])fr-[\w-]+/g) ?? []));

const fontNames = new Map(fonts.map(name => [`${name}.woff2`, emit(`${name}.woff2`, readFileSync(join(dsfr, 'dist/fonts', `${name}.woff2`)))]));
emit('favicon.svg', readFileSync(join(dsfr, 'dist/favicon/favicon.svg')));
emit('page.js', readFileSync(join(own, 'page.js')));
emit('page.css', Buffer.from(styles()));
fonts.forEach(name => keep(`${name}.ttf`, sfntOf(readFileSync(join(dsfr, 'dist/fonts', `${name}.woff`)))));
put(output, made.join('\n') + '\n');

function styles() {
    const sheets = ['dist/dsfr.main.min.css', 'dist/utility/utility.main.min.css'].map(path => join(dsfr, path));
    const rules = sheets.flatMap(path => inline(prune(parse(readFileSync(path, 'utf8')), used).filter(isUsedFont), dirname(path)));
    const ours = parse(readFileSync(join(own, 'page.css'), 'utf8'));
    return '/* Contains parts of the DSFR 1.15.3, Service d\'information du Gouvernement, licence Etalab 2.0: https://www.systeme-de-design.gouv.fr */\n'
        + write(dropUnread([...rules, ...ours]));
}

function isUsedFont(rule) {
    return !rule.prelude.startsWith('@font-face') || fonts.some(name => rule.body.includes(`/${name}.woff2`));
}

// Fonts get the names they are served under; an icon is small and becomes part of the sheet, so it needs no request.
function inline(rules, folder) {
    return rules.map(rule => rule.rules ? { ...rule, rules: inline(rule.rules, folder) } : { ...rule, body: rule.body
        .replace(/src:[^;]*?url\(["']?[^)"']*\/(Marianne-\w+\.woff2)["']?\)[^;]*/g, (_, font) => `src:url(${fontNames.get(font)}) format("woff2")`)
        .replace(/url\(["']?([^)"']+\.svg)["']?\)/g, (_, path) => `url("${dataOf(readFileSync(resolve(folder, path), 'utf8'))}")`) });
}

function dataOf(svg) {
    return 'data:image/svg+xml;charset=utf-8,' + svg.trim().replaceAll('"', "'").replace(/[%#<>{}]/g, encodeURIComponent);
}

function emit(name, bytes) {
    const extension = extname(name);
    const hashed = `${name.slice(0, -extension.length)}.${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}${extension}`;
    keep(hashed, bytes);

    // The format of the fonts is compressed already.
    if (extension !== '.woff2') {
        keep(`${hashed}.br`, brotliCompressSync(bytes));
        keep(`${hashed}.gz`, gzipSync(bytes, { level: 9 }));
    }

    return hashed;
}

function keep(name, bytes) {
    put(join(folder, name), bytes);
    made.push(join(folder, name));
}

// Another build may be reading or writing the same file: it sees the old one or the new one.
function put(path, content) {
    writeFileSync(`${path}.${process.pid}`, content);
    renameSync(`${path}.${process.pid}`, path);
}
