// The licences of the packages whose files are in a bundle.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const LICENCE = /^(licen[cs]e|notice|copying|thirdpartynotice.*)([.-].*)?$/i;

/**
 * @param {string} root folder of the package
 * @param {string[]} inputs files of the bundle, relative to it
 * @returns {Promise<string>} one section a package, in the order of their names
 */
export async function notices(root, inputs) {
  const folders = [...new Set(inputs.map(packageFolder).filter((folder) => folder !== undefined))].sort();
  const sections = await Promise.all(folders.map((folder) => section(join(root, folder))));
  return [
    'app-proxy holds code of the following packages.\n',
    ...[...new Set(sections)].sort((a, b) => (a < b ? -1 : 1)),
  ].join(`\n${'-'.repeat(80)}\n\n`);
}

/** `node_modules/a/node_modules/@b/c/d.js` → `node_modules/a/node_modules/@b/c` */
function packageFolder(input) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
}

async function section(folder) {
  const { name, version, license, author } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => LICENCE.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const holder = typeof author === 'object' ? author.name : author;
  const text = texts.map((each) => each.replaceAll('\r\n', '\n').trim()).join('\n\n');
  return `${name} ${version} (${license})\n\n${text || `Copyright ${holder ?? `the authors of ${name}`}`}\n`;
}
