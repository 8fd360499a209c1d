// Answers the questions of the event comparisons from a DuckDB table. Needs the npm package @duckdb/node-api.
// usage: node duckdb_worker.cjs CSV DATABASE THREADS, then a question's name a line; prints {"seconds", "values"} for each.
const fs = require("fs");
const readline = require("readline");
const { DuckDBInstance } = require("@duckdb/node-api");

const WEEK = "interval 7 day";
const next = (name, from, event) => `${name} as (
  select e.user_id, any_value(p.t1) as t1, min(e.event_time) as at from events e join ${from} p using (user_id)
  where e.event_type = '${event}' and e.event_time > p.at and e.event_time <= p.t1 + ${WEEK} group by e.user_id)`;
const earlier = "over (partition by user_id order by t range between unbounded preceding and interval 1 second preceding)";

const questions = {
  // Per user the first view, the first cart after it, the first checkout after that, the first purchase after that, all within seven days.
  funnel: `with s1 as (select user_id, min(event_time) as t1, min(event_time) as at from events where event_type = 'view_item' group by user_id),
    ${next("s2", "s1", "add_to_cart")}, ${next("s3", "s2", "begin_checkout")}, ${next("s4", "s3", "purchase")}
    select (select count(*) from s1), (select count(*) from s2), (select count(*) from s3), (select count(*) from s4)`,
  // Users for whom any chain of the steps fits into seven days: each event carries the latest start of a chain that ends before it.
  "funnel-chain": `with c1 as (select user_id, event_time as t, event_type as k, case when event_type = 'view_item' then event_time end as v from events),
    c2 as (select *, max(v) ${earlier} as b1 from c1),
    c3 as (select *, max(case when k = 'add_to_cart' then b1 end) ${earlier} as b2 from c2),
    c4 as (select *, max(case when k = 'begin_checkout' then b2 end) ${earlier} as b3 from c3)
    select count(distinct user_id) filter (where k = 'view_item'),
      count(distinct user_id) filter (where k = 'add_to_cart' and t - b1 <= ${WEEK}),
      count(distinct user_id) filter (where k = 'begin_checkout' and t - b2 <= ${WEEK}),
      count(distinct user_id) filter (where k = 'purchase' and t - b3 <= ${WEEK}) from c4`,
  retention: `with cohorts as (select user_id, date_trunc('week', min(event_time)) as c from events group by user_id),
    weeks as (select distinct user_id, date_trunc('week', event_time) as w from events)
    select strftime(c, '%Y-%m-%d'), datediff('day', c, w) // 7, count(*) from weeks join cohorts using (user_id) group by 1, 2 order by 1, 2`,
  kpis: `select strftime(date_trunc('day', event_time), '%Y-%m-%d'), count(*), count(distinct user_id), count(distinct session_id),
      count(*) filter (where event_type = 'view_item'), count(*) filter (where event_type = 'add_to_cart'),
      count(*) filter (where event_type = 'begin_checkout'), count(*) filter (where event_type = 'purchase'),
      count(distinct session_id) filter (where event_type = 'purchase'),
      round(100 * sum(case when event_type = 'purchase' then price else 0 end)) from events group by 1 order by 1`,
};

async function main() {
  const [csv, database, threads] = process.argv.slice(2);
  const isNew = !fs.existsSync(database);
  const instance = await DuckDBInstance.create(database, { threads });
  const connection = await instance.connect();
  if (isNew) {
    const types = "{'event_time':'TIMESTAMP','event_type':'VARCHAR','user_id':'VARCHAR','session_id':'VARCHAR','product_id':'VARCHAR','price':'DOUBLE'}";
    await connection.run(`create table events as select * from read_csv('${csv.replace(/'/g, "''")}', header = true, columns = ${types})`);
    await connection.run("checkpoint");
  }
  console.log("ready");
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const start = performance.now();
    const rows = (await connection.runAndReadAll(questions[line])).getRowsJson();
    console.log(JSON.stringify({ seconds: (performance.now() - start) / 1000, values: rows.map(row => row.map(String).map(v => v.replace(/\.0$/, ""))) }));
  }
  connection.closeSync();
  instance.closeSync();
}

main().catch(problem => { console.error(String(problem)); process.exit(1); });
