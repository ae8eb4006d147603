/** What Node has as a global, for bundles that run without Node. */
export { Buffer } from 'buffer/';
