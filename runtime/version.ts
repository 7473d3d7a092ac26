/** Version of the program: the one of the package that it is built from. */
export { version as VERSION } from '../package.json';
