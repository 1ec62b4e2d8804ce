// DuckDB's side of aggregate-vs-duckdb. Arguments: the module to load, the file. For each line on standard input it aggregates the file anew and writes
// one line: {"milliseconds", "sums": [[column, key, lines, budget, requested, agreed, paid], ...]}.
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const [, , module, file] = process.argv;
const { DuckDBInstance } = await import(pathToFileURL(module).href);
const connection = await (await DuckDBInstance.create(':memory:')).connect();

const aggregate = `
  WITH sheets AS MATERIALIZED (
    SELECT leadRegion, territoryId, axis, status, budget, requested, agreed, requests,
      coalesce(list_sum(list_transform(requests, lambda r: r.amountPaid)), 0) AS paid
    FROM read_json('${file.replaceAll("'", "''")}', format = 'newline_delimited', columns = {
      leadRegion: 'VARCHAR', territoryId: 'VARCHAR', axis: 'VARCHAR', status: 'VARCHAR',
      budget: 'DECIMAL(18,2)', requested: 'DECIMAL(18,2)', agreed: 'DECIMAL(18,2)',
      requests: 'STRUCT("operator" VARCHAR, status VARCHAR, amount DECIMAL(18,2), amountPaid DECIMAL(18,2))[]'}))
  SELECT CASE WHEN grouping(leadRegion) = 0 THEN 'region_pilote' WHEN grouping(territoryId) = 0 THEN 'territoire_id' WHEN grouping(axis) = 0 THEN 'axe' ELSE 'statut' END,
    coalesce(leadRegion, territoryId, axis, status), count(*)::VARCHAR,
    coalesce(sum(budget), 0)::VARCHAR, coalesce(sum(requested), 0)::VARCHAR, coalesce(sum(agreed), 0)::VARCHAR, coalesce(sum(paid), 0)::VARCHAR
  FROM sheets GROUP BY GROUPING SETS ((leadRegion), (territoryId), (axis), (status))
  UNION ALL
  SELECT 'operateur', r."operator", count(*)::VARCHAR,
    '0', coalesce(sum(CASE WHEN r.status = 'cancelled' THEN 0 ELSE r.amount END), 0)::VARCHAR, '0', coalesce(sum(r.amountPaid), 0)::VARCHAR
  FROM (SELECT unnest(requests) AS r FROM sheets) GROUP BY r."operator"`;

for await (const _ of createInterface({ input: process.stdin })) {
  const started = performance.now();
  const sums = (await connection.runAndReadAll(aggregate)).getRows();
  console.log(JSON.stringify({ milliseconds: performance.now() - started, sums }));
}
