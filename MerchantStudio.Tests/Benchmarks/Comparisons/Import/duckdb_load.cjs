// Loads a CSV into a table of a new DuckDB file, types found by DuckDB, and brings it to the disk.
const { DuckDBInstance } = require("@duckdb/node-api");

async function main() {
  const [csv, database] = process.argv.slice(2);
  const instance = await DuckDBInstance.create(database);
  const connection = await instance.connect();
  await connection.run(`create table events as select * from read_csv('${csv.replace(/'/g, "''")}', header = true)`);
  await connection.run("checkpoint");
  connection.closeSync();
  instance.closeSync();
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
