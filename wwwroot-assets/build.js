// Bundles the modules and styles of the pages. Usage: node build.js [output folder]
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const output = path.resolve(process.argv[2] ?? path.join(here, '../MerchantStudio/wwwroot/assets'));

// ApexCharts writes two style elements at run time, which a strict content security policy forbids. Their rules are in
// src/styles/charts.css; the elements become inert templates.
const withoutStyleElements = {
  name: 'apexcharts-without-style-elements',
  setup(builder) {
    builder.onLoad({ filter: /apexcharts\.esm\.js$/ }, async ({ path: file }) => {
      const source = await readFile(file, 'utf8');
      const parts = source.split('createElement("style")');
      if (parts.length !== 3) {
        throw new Error(`ApexCharts writes ${parts.length - 1} style elements where 2 were expected: look at its new version first.`);
      }
      return { contents: parts.join('createElement("template")'), loader: 'js' };
    });
  },
};

async function entries(folder, name) {
  const files = await readdir(path.join(here, folder), { withFileTypes: true });
  return files.filter(file => file.isFile()).map(file => ({
    in: path.join(here, folder, file.name),
    out: `${name}/${path.parse(file.name).name}`,
  }));
}

async function bundle(folder) {
  const common = { bundle: true, minify: true, outdir: folder, metafile: true, logLevel: 'warning', charset: 'utf8' };
  const modules = await build({
    ...common,
    entryPoints: [...(await entries('src/charts', 'charts')), ...(await entries('src/page', 'page'))],
    format: 'esm',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    target: ['es2022'],
    legalComments: 'linked',
    plugins: [withoutStyleElements],
  });
  const styles = await build({ ...common, entryPoints: [{ in: path.join(here, 'src/styles/app.css'), out: 'app' }] });
  return [modules, styles].flatMap(result => Object.keys(result.metafile.outputs)).map(file => path.relative(folder, path.resolve(file)).replaceAll('\\', '/')).sort();
}

// A reader of the old files never sees half of the new ones: they are written beside and moved into place.
const fresh = `${output}.${process.pid}.new`;
const old = `${output}.${process.pid}.old`;
await mkdir(path.dirname(output), { recursive: true });
try {
  const files = await bundle(fresh);
  await writeFile(path.join(fresh, 'manifest.json'), JSON.stringify({ files }, null, 2) + '\n');
  await rename(output, old).catch(error => { if (error.code !== 'ENOENT') { throw error; } });
  await rename(fresh, output);
} finally {
  await Promise.all([fresh, old].map(folder => rm(folder, { recursive: true, force: true })));
}
