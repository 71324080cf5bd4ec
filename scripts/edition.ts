import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadVendors } from '../src/run/load-vendors.ts';
import { editionText } from '../src/spec-loader/editions.ts';

/** `npm run edition -- 2026-12`: freezes the requirements of each built-in vendor under a name. A release does it once. */
const SPECS = fileURLToPath(new URL('../specs/', import.meta.url));
const [name = ''] = process.argv.slice(2);
const vendors = /^\d{4}-(0[1-9]|1[0-2])$/.test(name) ? await loadVendors(SPECS, 1) : [];
if (vendors.length === 0) {
  console.error('An edition is called by its month, such as 2026-12.');
  process.exitCode = 2;
}
for (const vendor of vendors) {
  const path = join(SPECS, vendor.name, 'editions', `${name}.yaml`);
  if (existsSync(path)) {
    console.error(`${vendor.name}/editions/${name}.yaml is there already, and an edition never changes.`);
    process.exitCode = 2;
    continue;
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, editionText(vendor, name));
  console.log(`${vendor.name}/editions/${name}.yaml`);
}
