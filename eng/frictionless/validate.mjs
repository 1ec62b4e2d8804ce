// node validate.mjs NODE_MODULES FOLDER: reads FOLDER/schema.json as a Data Package and every row of its resources against their Table Schemas, with
// the reference implementation of the Frictionless standards. Prints what is wrong, one fault a line, and ends with 1; else how many rows it read.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const [modules, folder] = process.argv.slice(2);
const { Package } = createRequire(path.join(modules, 'x.js'))('datapackage');
const descriptor = JSON.parse(readFileSync(path.join(folder, 'schema.json'), 'utf8'));

// Published they stand side by side; addresses in the document are those of the service.
for (const resource of descriptor.resources) {
    resource.path = path.basename(new URL(resource.path, 'https://x.example/').pathname);

    // The mark that tells spreadsheets the encoding is no part of the text; this implementation would take it for a part of the first heading.
    const file = path.join(folder, resource.path);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
}

const faults = [];
const dataPackage = await Package.load(descriptor, { basePath: folder });
faults.push(...dataPackage.errors.map(error => `schema.json: ${error.message}`));
let rows = 0;
for (const resource of dataPackage.resources) {
    try {
        rows += (await resource.read({ keyed: true, forceCast: false })).length;
    } catch (error) {
        const all = error.errors?.length ? error.errors : [error];
        faults.push(...all.map(one => `${resource.name}: ${one.message}`));
    }
}

console.log(faults.length ? faults.join('\n') : `${dataPackage.resources.length} resources, ${rows} rows`);
process.exit(faults.length ? 1 : 0);
