// Called by assets.targets as: node fetch.mjs FOLDER
// Puts what the pages may use of the State's design system into FOLDER, which appears only when all of it is there. Two builds at
// once both fetch; the first to rename wins and the other finds the work done.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const source = '@gouvfr/dsfr@1.15.3';
const integrity = 'sha512-R9AALZc1LfZjtytWZMOaUIOHWTkllBZ/sZlsL8TpKZVgF3qUKXt/uNYh+L1D1Fh4p92ZqWxbtNcebsigBZe5pQ==';
const wanted = ['LICENSE.md', 'dist/dsfr.main.min.css', 'dist/utility/utility.main.min.css', 'dist/icons', 'dist/favicon/favicon.svg',
    ...['Regular', 'Bold'].flatMap(face => [`dist/fonts/Marianne-${face}.woff2`, `dist/fonts/Marianne-${face}.woff`])];

const folder = resolve(process.argv[2]);
mkdirSync(dirname(folder), { recursive: true });
const work = mkdtempSync(join(dirname(folder), 'dsfr-work.'));
try {
    // npm is a script on Windows, which only a shell starts; every argument here is a constant.
    const npm = spawnSync('npm', ['pack', source, '--loglevel', 'error'], { cwd: work, encoding: 'utf8', shell: process.platform === 'win32' });
    if (npm.error || npm.status !== 0) {
        fail(`npm could not fetch ${source}: ${(npm.error?.message ?? npm.stderr).trim().split('\n').at(-1)}`);
    }

    const tarball = readdirSync(work).find(name => name.endsWith('.tgz'));
    if ('sha512-' + createHash('sha512').update(readFileSync(join(work, tarball))).digest('base64') !== integrity) {
        fail(`the package ${source} that npm fetched is not the one pinned in eng/dsfr/fetch.mjs (its SHA-512 differs)`);
    }

    const tar = spawnSync('tar', ['-xzf', tarball, ...wanted.map(path => 'package/' + path)], { cwd: work, encoding: 'utf8' });
    if (tar.error || tar.status !== 0) {
        fail(`${source} could not be unpacked: ${tar.error?.message ?? tar.stderr.trim()}`);
    }

    try {
        renameSync(join(work, 'package'), folder);
    } catch (fault) {
        if (!existsSync(folder)) {
            throw fault;
        }
    }
} finally {
    rmSync(work, { recursive: true, force: true });
}

// The form MSBuild reads as an error of its own.
function fail(sentence) {
    rmSync(work, { recursive: true, force: true });
    console.error(`eng/dsfr/fetch.mjs: error DSFR: ${sentence}.`);
    process.exit(1);
}
