// Keeps of a style sheet the rules that pages with the given class names can meet. What is kept is not changed.

/** A sheet as rules: { prelude, rules } for a group, { prelude, body } for the rest. */
export function parse(css) {
    let at = 0;
    return rules();

    function rules() {
        const found = [];
        while (at < css.length && css[at] !== '}') {
            const start = at;
            const end = skipTo('{;}');
            const prelude = css.slice(start, end).replace(/\/\*[^]*?\*\//g, '').trim();
            at = end + 1;
            if (css[end] === '{') {
                if (/^@(media|supports|-moz-document)/.test(prelude)) {
                    found.push({ prelude, rules: rules() });
                    at++;
                } else if (/^@keyframes/.test(prelude)) {
                    const from = at;
                    rules();
                    found.push({ prelude, body: css.slice(from, at) });
                    at++;
                } else {
                    const from = at;
                    at = skipTo('}');
                    found.push({ prelude, body: css.slice(from, at) });
                    at++;
                }
            } else if (css[end] === '}') {
                at = end;
            }
        }

        return found;
    }

    function skipTo(ends) {
        for (let i = at; i < css.length; i++) {
            if (css[i] === '\\') {
                i++;
            } else if (css[i] === '"' || css[i] === "'") {
                i = css.indexOf(css[i], i + 1);
            } else if (css.startsWith('/*', i)) {
                i = css.indexOf('*/', i) + 1;
            } else if (css[i] === '(') {
                i = closing(i);
            } else if (ends.includes(css[i])) {
                return i;
            }
        }

        return css.length;
    }

    function closing(open) {
        for (let i = open + 1, depth = 1; i < css.length; i++) {
            if (css[i] === '"' || css[i] === "'") {
                i = css.indexOf(css[i], i + 1);
            } else if (css[i] === '(') {
                depth++;
            } else if (css[i] === ')' && --depth === 0) {
                return i;
            }
        }

        throw new Error('a parenthesis stays open');
    }
}

/** Splits where a separator stands outside strings, brackets and parentheses. */
export function split(text, separator) {
    const parts = [];
    let part = '', depth = 0, quote = '';
    for (let i = 0; i < text.length; i++) {
        const character = text[i];
        if (character === '\\') {
            part += character + text[++i];
            continue;
        }

        if (quote) {
            quote = character === quote ? '' : quote;
        } else if (character === '"' || character === "'") {
            quote = character;
        } else if (character === '(' || character === '[') {
            depth++;
        } else if (character === ')' || character === ']') {
            depth--;
        } else if (character === separator && depth === 0) {
            parts.push(part);
            part = '';
            continue;
        }

        part += character;
    }

    return [...parts, part];
}

/** @param used class names that pages may carry */
export function prune(rules, used) {
    return rules.flatMap(rule => {
        if (rule.rules) {
            const kept = /-ms-high-contrast|@-moz-document/.test(rule.prelude) ? [] : prune(rule.rules, used);
            return kept.length === 0 ? [] : [{ ...rule, rules: kept }];
        }

        if (rule.prelude.startsWith('@')) {
            return /^@charset/.test(rule.prelude) ? [] : [rule];
        }

        const selectors = split(rule.prelude, ',').filter(selector => canMatch(selector, used));
        return selectors.length === 0 ? [] : [{ prelude: selectors.join(','), body: rule.body }];
    });
}

function canMatch(selector, used) {
    // What a :not() names need not be there.
    const positive = selector.replace(/:not\((?:[^()]|\([^()]*\))*\)/g, '');
    const classes = [...positive.matchAll(/\.((?:\\.|[\w-])+)/g)].map(match => match[1].replaceAll('\\', ''));
    const beginnings = [...positive.matchAll(/\[class[*^]=["']?\s*([\w-]+)["']?\]/g)].map(match => match[1]);

    // The pages carry neither a theme chosen by script nor the sign of mourning.
    return !/\[data-fr-(theme=|mourning|scheme=)/.test(positive)
        && classes.every(name => used.has(name))
        && beginnings.every(beginning => [...used].some(name => name.startsWith(beginning)));
}

/** Leaves out custom properties that nothing kept reads, and animations that nothing names. */
export function dropUnread(rules) {
    const flat = rules.flatMap(function all(rule) { return rule.rules ? rule.rules.flatMap(all) : [rule]; });
    const declarations = flat.flatMap(rule => split(rule.body, ';'));
    const readers = new Map();
    const read = new Set();
    for (const declaration of declarations) {
        const [name] = declaration.split(':', 1);
        const names = [...declaration.matchAll(/var\(\s*(--[\w-]+)/g)].map(match => match[1]);
        if (name.trim().startsWith('--')) {
            readers.set(name.trim(), [...(readers.get(name.trim()) ?? []), ...names]);
        } else {
            names.forEach(one => read.add(one));
        }
    }

    // A set grows while it is walked: what a property that is read reads is read.
    for (const name of read) {
        (readers.get(name) ?? []).forEach(one => read.add(one));
    }

    const text = declarations.join(';');
    return rules.flatMap(function keep(rule) {
        if (rule.rules) {
            const kept = rule.rules.flatMap(keep);
            return kept.length === 0 ? [] : [{ ...rule, rules: kept }];
        }

        if (rule.prelude.startsWith('@keyframes')) {
            return text.includes(rule.prelude.slice('@keyframes'.length).trim()) ? [rule] : [];
        }

        const body = split(rule.body, ';').filter(one => !one.trim().startsWith('--') || read.has(one.split(':', 1)[0].trim())).join(';');
        return body.trim() === '' ? [] : [{ ...rule, body }];
    });
}

export function write(rules) {
    return rules.map(rule => `${rule.prelude}{${rule.rules ? write(rule.rules) : rule.body}}`).join('');
}
